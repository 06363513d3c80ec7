/**
 * How a system computes its entries' own hashes: data over one evaluator. docs/formats/chain.md is its reference. Paths are
 * those of shared/mapping/path.ts: names joined by dots.
 */
export interface ChainProfile {
  readonly name: string;
  /** Where an entry keeps its own hash. */
  readonly hash: string;
  /** Where it keeps the hash of the one before; null where it keeps none, and the record before it in the source is meant. */
  readonly previous: string | null;
  /** What stands before the first entry: zeros, `GENESIS`, `null`, `empty`, another text that is declared, or `any`. */
  readonly genesis: string;
  readonly algorithm: Algorithm;
  readonly output: Output;
  readonly preimage: {
    readonly join: readonly JoinPart[];
    readonly separator: string;
    /** What stands behind all of it, such as a line feed; nothing unless said otherwise. */
    readonly end?: string | undefined;
    readonly entry: EntryForm;
  };
}

/**
 * What is hashed. `previous`: the hash of the one before, as its text is stated; `previous-bytes`: the bytes that it spells. `entry`: the entry
 * as it is written; `entry-digest`: the digest of that, in lower-case hex; `entry-digest-bytes`: its bytes.
 */
export const joinParts = [
  'previous',
  'previous-bytes',
  'entry',
  'entry-digest',
  'entry-digest-bytes',
] as const;
export type JoinPart = (typeof joinParts)[number];

/** How a hash is spelled. */
export interface Output {
  readonly encoding: (typeof encodings)[number];
  readonly prefix: string;
}

/** How an entry is written down before it is hashed. */
export interface EntryForm {
  /**
   * `jcs`: RFC 8785. `sorted`: by code point, as Python sorts. `outer-sorted`: only the entry's own members are. `insertion`: as the members stand. `jsonb`: by the length of the
   * name in bytes, then by its bytes, as PostgreSQL keeps them. `raw-without`: the text itself, what is omitted cut out.
   * `fields`: values of `only`, joined by `itemSeparator`.
   */
  readonly serialize: (typeof serializers)[number];
  readonly itemSeparator: string;
  readonly keySeparator: string;
  /** Whether characters outside ASCII are written as \u escapes. */
  readonly asciiOnly: boolean;
  /** Left out. */
  readonly omit: readonly string[];
  /** Paths that are written with another value, such as an empty hash: what stands there is covered as little as what is left out. */
  readonly blank?: Blanks | undefined;
  /** Where given, nothing else is written; `insertion` and `fields` keep this order. */
  readonly only: readonly string[] | null;
  /** `drop`: inside of nested objects, only names that the entry itself has, as `JSON.stringify` with a list of them does. */
  readonly nested: 'keep' | 'drop';
  /** `drop`: members that are null are left out; among `fields`, such a value is empty. */
  readonly nulls: 'keep' | 'drop';
  /** How `fields` writes an object among them; where it is left out, as JSON without spaces, members as they stand. */
  readonly inner?: InnerForm | undefined;
  /** Whether `<`, `>`, `&`, U+2028 and U+2029 are written as \u escapes, as Go's encoding/json does. */
  readonly escapeHtml: boolean;
  /** Whose other escapes texts have; none where it is left out. */
  readonly escapes?: Escapes | undefined;
  /** What a level of nested values is set in by, each member and item on a line of its own; all on one line where it is left out. */
  readonly indent?: string | undefined;
  /** `source`: as they stand. `ecmascript`: as RFC 8785 section 3.2.2.3 prescribes, which `jcs` always does. */
  readonly numbers: 'source' | 'ecmascript';
}

/**
 * `php`: `/` as `\/`, U+2028 and U+2029 as \u escapes, and DEL as it is, as json_encode writes them. `gson`: `<`, `>`, `&`, `=`, `'`, U+2028
 * and U+2029 as \u escapes. `dotnet`: with upper-case digits, those that System.Text.Json escapes unless told otherwise: quotes, `&`, `+`, `<`, `>`,
 * the grave accent, DEL and all outside ASCII.
 */
export const escapesKnown = ['php', 'gson', 'dotnet'] as const;
export type Escapes = (typeof escapesKnown)[number];

/** How an object is written among joined fields. */
export type InnerForm = Pick<EntryForm, 'itemSeparator' | 'keySeparator' | 'asciiOnly'> & {
  readonly serialize: 'jcs' | 'sorted' | 'insertion';
};

/** By path: a text, or JSON's null. */
export type Blanks = Readonly<Record<string, string | null>>;

/** The paths of what a form does not cover, left out or blank. */
export function uncoveredPaths({ omit, blank = {} }: Pick<EntryForm, 'omit' | 'blank'>): readonly string[] {
  return [...omit, ...Object.keys(blank)];
}

/** Hex in lower or upper case; base64 and base64url of RFC 4648, the first padded and the second not unless said otherwise. */
export const encodings = [
  'hex',
  'hex-upper',
  'base64',
  'base64-unpadded',
  'base64url',
  'base64url-padded',
] as const;

export const serializers = [
  'jcs',
  'sorted',
  'outer-sorted',
  'insertion',
  'jsonb',
  'raw-without',
  'fields',
] as const;

export const algorithms = [
  'sha256',
  'sha384',
  'sha512',
  'hmac-sha256',
  'hmac-sha384',
  'hmac-sha512',
] as const;
export type Algorithm = (typeof algorithms)[number];

/** Whether a key is needed to recompute. */
export function isKeyed(algorithm: Algorithm): boolean {
  return algorithm.startsWith('hmac-');
}

/** Bytes of an algorithm's digest. */
export function digestBytes(algorithm: Algorithm): number {
  return Number(algorithm.slice(-3)) / 8;
}

/** FIPS 180-4 and RFC 2104 as the host has them. */
export interface ChainHasher {
  /** Null where the host lacks the algorithm, or it wants a key and has none. */
  digest(algorithm: Algorithm, key: Uint8Array | null, input: Uint8Array): Uint8Array | null;
  /** Lower-case hex of SHA-256, where the host makes it more quickly than the bytes. */
  sha256Hex?(input: Uint8Array): string;
  /** SHA-256 into `out[at .. at + 32]`, where the host does that without making anything. */
  sha256Into?(input: Uint8Array, out: Uint8Array, at: number): void;
}
