import { type JsonNode, parseJson } from '../json/parse.ts';
import type { RecordShapes } from '../json/shapes.ts';
import { digestText, oneSpelling } from './digest-text.ts';
import { leavesOutDigits } from './digits.ts';
import type { Doubt } from './doubt.ts';
import { textAt } from './paths.ts';
import type { PlainEntry } from './plain-entry.ts';
import { preimageOf } from './preimage.ts';
import { type Algorithm, type ChainHasher, type ChainProfile, digestBytes } from './profile.ts';
import { serializeEntry, spellingsOf } from './serialize.ts';
import { plainWriterFor, type ShapedWriter } from './shaped-writer.ts';
import { statesDigest } from './stated-digest.ts';

/** What one entry states, and what its bytes yield. Digests are in the profile's own spelling. */
export interface ChainLink {
  /** Null where the entry states none. */
  readonly hash: string | null;
  readonly previous: string | null;
  /** Null if it cannot be recomputed, for example because a name is repeated or the key is missing. */
  readonly recomputed: string | null;
  /** Why an entry that does not recompute may not be broken, or why one that does may not be what it was. */
  readonly doubt?: Doubt;
  /** The entry's text, where entries do not state what is before them and this one does not recompute with the hash of its neighbour. */
  readonly apart?: string;
  /** Of an entry that states no hash but names the one before it: what its content may give, under any of the profiles and forms known. */
  readonly unstated?: readonly string[];
}

/** How entries are recomputed. */
export interface ChainMethod {
  readonly profile: ChainProfile;
  /** Profiles that cover the same, and that the entries looked at do not tell from it. */
  readonly alike: readonly ChainProfile[];
  /** Null where none is needed, or there is none. */
  readonly key: Uint8Array | null;
  /** Where entries do not state what is before them: whether it stands behind them in the source. */
  readonly newestFirst?: boolean;
}

/** Texts that mark a beginning. */
const beginning = /^(?:0+|genesis)?$/i;

/** Whether a stated previous hash says that there is no entry before; `output` names a prefix that zeros may have too. */
export function isBeginning(previous: string | null, { genesis, output }: ChainProfile): boolean {
  if (previous === null || beginning.test(previous) || previous === genesis) return true;
  return output.prefix !== '' && beginning.test(withoutPrefix(previous, output.prefix));
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

/** What may stand in the preimage of an entry that has none before it. */
export function genesisTexts({ genesis, output, algorithm }: ChainProfile): readonly string[] {
  const zeros = [64, 2 * digestBytes(algorithm)].map((length) => '0'.repeat(length));
  const prefixed = zeros.map((zero) => output.prefix + zero);
  const usual = [...new Set(['', ...zeros, ...prefixed, 'GENESIS', 'genesis', 'null', 'None', '0'])];
  if (genesis === 'any') return usual;
  if (genesis === 'null' || genesis === 'empty') return ['', 'null', 'None'];
  return [genesis];
}

/** Evaluates a profile over the entries of a source, one after another: some state only their own hash. */
export class ChainReader {
  private readonly hasher: ChainHasher;
  private readonly method: ChainMethod;
  /** What the record before stated as its own, where entries do not state it themselves; undefined before the first. */
  private before: string | undefined;
  private readonly plain: ShapedWriter | null;
  private readonly width: number;

  /** `shapes`: of a reader that may have matched the same bytes just before. */
  constructor(hasher: ChainHasher, method: ChainMethod, shapes?: RecordShapes) {
    this.hasher = hasher;
    this.method = method;
    this.plain = plainWriterFor(method.profile, shapes);
    this.width = digestBytes(method.profile.algorithm);
  }

  /**
   * The next entry. Forms that write plain entries alike cannot be told apart by them: where the profile does not recompute
   * an entry and one alike does, the entry is not broken, since no hash recomputes by chance.
   */
  read(text: string): ChainLink {
    return this.readParsed(parseJson(text), text);
  }

  /**
   * Reads an entry from its own bytes where they are plain enough: most are, and most are sound. Then its digest stands at
   * `into[at]`, and where it states its hashes is told, until the next; null where that was not found out, and it is to be read
   * from its text.
   */
  readSound(bytes: Uint8Array, into: Uint8Array, at: number): PlainEntry | null {
    const { plain, width } = this;
    if (plain === null || !plain.write(bytes)) return null;
    const { found } = plain;
    const { profile, key } = this.method;
    const input = plain.out.subarray(0, found.length);
    if (!digestInto(this.hasher, profile.algorithm, key, input, into, at)) return null;
    return statesDigest(bytes, found.hashStart, found.hashEnd, into, at, width, profile.output)
      ? found
      : null;
  }

  /** The same, of an entry that was parsed already; null where it could not be. */
  readParsed(entry: JsonNode | null, text: string): ChainLink {
    const link = entry === null ? noLink : this.link(entry, text, this.before);
    if (this.method.profile.previous === null && link.hash !== null) this.before = link.hash;
    return link;
  }

  /** As if `before` were the hash of the entry before, whatever was read; where it is undefined, as of the first of a chain. */
  readBehind(entry: JsonNode | null, text: string, before: string | undefined): ChainLink {
    return entry === null ? noLink : this.link(entry, text, before);
  }

  /** The hash that an entry states as its own; null where it states none. */
  statedIn(entry: JsonNode | null): string | null {
    const { hash, output } = this.method.profile;
    const stated = entry === null ? null : textAt(entry, hash);
    return stated === null ? null : oneSpelling(stated, output);
  }

  /**
   * The hashes that an entry's content may give, of one that states none but names the one before it: an entry behind it may name one of
   * them. None where it cannot be recomputed, or names none.
   */
  unstatedOf(text: string): readonly string[] {
    const { profile, alike, key } = this.method;
    const entry = parseJson(text);
    const named = entry === null || profile.previous === null ? null : textAt(entry, profile.previous);
    if (entry === null || named === null || isBeginning(named, profile)) return [];
    const hashes = spellingsOf(text).flatMap((spelling) =>
      [profile, ...alike].map((each) => {
        const written = serializeEntry(entry, each.preimage.entry, text, spelling);
        return written === null ? null : recompute(this.hasher, each, key, written, named);
      }),
    );
    return [...new Set(hashes.filter((hash) => hash !== null))];
  }

  private link(entry: JsonNode, text: string, behind: string | undefined): ChainLink {
    const { profile, alike, key } = this.method;
    const { output } = profile;
    const hash = this.statedIn(entry);
    const implicit = profile.previous === null;
    const first = implicit && behind === undefined;
    const named = profile.previous === null ? (behind ?? null) : textAt(entry, profile.previous);
    const previous = named === null ? null : oneSpelling(named, output);
    if (hash === null) return { hash, previous, recomputed: null };
    let recomputed: string | null = null;
    // Forms that are alike write most entries alike.
    const tried = new Set<string>();
    for (const spelling of spellingsOf(text)) {
      for (const each of [profile, ...alike]) {
        const written = serializeEntry(entry, each.preimage.entry, text, spelling);
        if (written === null) continue;
        const { join, separator, end = '' } = each.preimage;
        const id = `${each.algorithm} ${each.genesis} ${join.join(' ')} ${separator}${end} ${written}`;
        if (tried.has(id)) continue;
        tried.add(id);
        for (const before of named === null ? genesisTexts(each) : [named]) {
          const digest = recompute(this.hasher, each, key, written, before);
          if (digest === null) continue;
          recomputed ??= digest;
          if (digest !== hash) continue;
          const link = { hash, previous, recomputed: digest };
          return leavesOutDigits(entry, each.preimage.entry) ? { ...link, doubt: 'digits' } : link;
        }
      }
    }
    // What came before the first entry may simply be missing here: then nothing can be said.
    if (first) return { hash, previous: unknownBefore, recomputed: null };
    return { hash, previous, recomputed };
  }
}

const noLink: ChainLink = { hash: null, previous: null, recomputed: null };

/** Stands for the hash of a record that is not in the source, if entries do not state it. */
export const unknownBefore = 'the record before the first';

/** `before`: the text that stands for the hash of the entry before. Null where a key lacks. */
function recompute(
  hasher: ChainHasher,
  { algorithm, output, preimage }: ChainProfile,
  key: Uint8Array | null,
  written: string,
  before: string,
): string | null {
  const input = preimageOf(hasher, algorithm, output, preimage, written, before);
  return input === null ? null : digested(hasher, algorithm, key, input, output);
}

/** In the spelling of `output`; null where a key lacks. */
export function digested(
  hasher: ChainHasher,
  algorithm: Algorithm,
  key: Uint8Array | null,
  input: Uint8Array,
  output: ChainProfile['output'],
): string | null {
  if (algorithm === 'sha256' && output.encoding === 'hex' && hasher.sha256Hex !== undefined)
    return output.prefix + hasher.sha256Hex(input);
  const digest = hasher.digest(algorithm, key, input);
  return digest === null ? null : digestText(digest, output);
}

/** Whether there is such a digest: then it stands at `into[at]`. */
function digestInto(
  hasher: ChainHasher,
  algorithm: Algorithm,
  key: Uint8Array | null,
  input: Uint8Array,
  into: Uint8Array,
  at: number,
): boolean {
  if (algorithm === 'sha256' && hasher.sha256Into !== undefined) {
    hasher.sha256Into(input, into, at);
    return true;
  }
  const digest = hasher.digest(algorithm, key, input);
  if (digest === null) return false;
  into.set(digest, at);
  return true;
}

/** Whether the entry's own hash is that of its content. */
export function isSound({ hash, recomputed }: ChainLink): boolean {
  return hash !== null && hash === recomputed;
}
