/** How a system computes its entries' own hashes (docs/formats/chain.md): data over one evaluator. */
export interface ChainProfile {
  readonly name: string;
  /** Dotted paths of the members that hold the entry's hash and the hash before it. */
  readonly hash: string;
  readonly previous: string;
  /** What the first entry states as previous; `any` where that is not known. */
  readonly genesis: string;
  readonly algorithm: 'sha256';
  readonly output: { readonly encoding: 'hex'; readonly prefix: string };
  readonly preimage: {
    readonly join: readonly ('previous' | 'entry')[];
    readonly separator: string;
    readonly entry: EntryForm;
  };
}

/** How an entry is written down before it is hashed. */
export interface EntryForm {
  /** `jcs`: RFC 8785. `sorted`: members sorted by code point, numbers by their lexeme, as Python's json.dumps(sort_keys=True). */
  readonly serialize: 'jcs' | 'sorted' | 'insertion';
  readonly itemSeparator: string;
  readonly keySeparator: string;
  /** Whether characters outside ASCII are written as \u escapes. */
  readonly asciiOnly: boolean;
  /** Dotted paths left out of the preimage. */
  readonly omit: readonly string[];
  readonly nulls: 'keep' | 'drop';
}

const zeros = '0'.repeat(64);

const forms: readonly { readonly name: string; readonly form: Omit<EntryForm, 'omit'> }[] = [
  {
    name: 'jcs',
    form: { serialize: 'jcs', itemSeparator: ',', keySeparator: ':', asciiOnly: false, nulls: 'keep' },
  },
  {
    name: 'python-sorted',
    form: { serialize: 'sorted', itemSeparator: ', ', keySeparator: ': ', asciiOnly: true, nulls: 'keep' },
  },
  {
    name: 'python-sorted-utf8',
    form: { serialize: 'sorted', itemSeparator: ', ', keySeparator: ': ', asciiOnly: false, nulls: 'keep' },
  },
  {
    name: 'python-sorted-compact',
    form: { serialize: 'sorted', itemSeparator: ',', keySeparator: ':', asciiOnly: true, nulls: 'keep' },
  },
  {
    name: 'sorted-compact',
    form: { serialize: 'sorted', itemSeparator: ',', keySeparator: ':', asciiOnly: false, nulls: 'keep' },
  },
  {
    name: 'json-stringify',
    form: { serialize: 'insertion', itemSeparator: ',', keySeparator: ':', asciiOnly: false, nulls: 'keep' },
  },
];

const members: readonly { readonly hash: string; readonly previous: string }[] = [
  { hash: 'entry_hash', previous: 'prev_hash' },
  { hash: 'hash', previous: 'prev_hash' },
  { hash: 'hash', previous: 'previous_hash' },
  { hash: 'chain.hash', previous: 'chain.prev' },
];

/** The profiles that detection tries: hash over the entry, its previous hash included, without the hash itself. */
export const catalogue: readonly ChainProfile[] = forms.flatMap(({ name, form }) =>
  members.map(({ hash, previous }) => ({
    name: `${name} (${hash}, ${previous})`,
    hash,
    previous,
    genesis: zeros,
    algorithm: 'sha256' as const,
    output: { encoding: 'hex' as const, prefix: '' },
    preimage: { join: ['entry' as const], separator: '', entry: { ...form, omit: [hash] } },
  })),
);
