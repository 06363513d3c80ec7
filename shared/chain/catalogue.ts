import type { Algorithm, Blanks, ChainProfile, EntryForm, JoinPart, Output } from './profile.ts';

/** A way of writing an entry, apart from what is left out of it. */
export interface CatalogueForm {
  readonly name: string;
  /** What writes like this. */
  readonly about: string;
  readonly form: Omit<EntryForm, 'omit'>;
}

export const plain = {
  itemSeparator: ',',
  keySeparator: ':',
  asciiOnly: false,
  only: null,
  nested: 'keep',
  nulls: 'keep',
  escapeHtml: false,
  numbers: 'source',
} as const;
export const spaced = { ...plain, itemSeparator: ', ', keySeparator: ': ' } as const;

/** Forms that write everything that is not left out. Of several that write the same, the first counts. */
export const catalogue: readonly CatalogueForm[] = [
  { name: 'jcs', about: 'RFC 8785', form: { ...plain, serialize: 'jcs' } },
  {
    name: 'python-sorted',
    about: 'Python: `json.dumps(entry, sort_keys=True)`',
    form: { ...spaced, serialize: 'sorted', asciiOnly: true },
  },
  {
    name: 'python-sorted-utf8',
    about: 'the same with `ensure_ascii=False`',
    form: { ...spaced, serialize: 'sorted' },
  },
  {
    name: 'python-sorted-compact',
    about: 'Python: `json.dumps(entry, sort_keys=True, separators=(",", ":"))`',
    form: { ...plain, serialize: 'sorted', asciiOnly: true },
  },
  {
    name: 'sorted-compact',
    about: 'the same with `ensure_ascii=False`',
    form: { ...plain, serialize: 'sorted' },
  },
  {
    name: 'json-stringify',
    about: 'ECMAScript: `JSON.stringify(entry)`, members in their order',
    form: { ...plain, serialize: 'insertion' },
  },
  {
    name: 'json-stringify-numbers',
    about: 'the same, of entries whose numbers another program wrote again',
    form: { ...plain, serialize: 'insertion', numbers: 'ecmascript' },
  },
  {
    name: 'python',
    about: 'Python: `json.dumps(entry)`, members in their order',
    form: { ...spaced, serialize: 'insertion', asciiOnly: true },
  },
  {
    name: 'python-utf8',
    about: 'the same with `ensure_ascii=False`',
    form: { ...spaced, serialize: 'insertion' },
  },
  {
    name: 'python-compact',
    about: 'Python: `json.dumps(entry, separators=(",", ":"))`',
    form: { ...plain, serialize: 'insertion', asciiOnly: true },
  },
  {
    name: 'go-struct',
    about: 'Go: `json.Marshal` of a struct, its fields in their order; `<`, `>` and `&` escaped',
    form: { ...plain, serialize: 'insertion', escapeHtml: true },
  },
  {
    name: 'go-map',
    about: 'Go: `json.Marshal` of a map, sorted',
    form: { ...plain, serialize: 'sorted', escapeHtml: true },
  },
  {
    name: 'postgres-jsonb',
    about: 'PostgreSQL: `entry::jsonb::text`, names by length, then by bytes',
    form: { ...spaced, serialize: 'jsonb' },
  },
  {
    name: 'raw',
    about: 'the text of the entry as it stands, with what is left out cut out',
    form: { ...plain, serialize: 'raw-without' },
  },
  {
    name: 'array-replacer',
    about:
      'ECMAScript: `JSON.stringify(entry, Object.keys(entry).sort())`, which leaves out what is nested under other names',
    form: { ...plain, serialize: 'jcs', nested: 'drop' },
  },
];

/** The same forms for makers that drop null members before writing the entry. */
export const withoutNulls: readonly CatalogueForm[] = catalogue
  .filter(({ form }) => form.serialize !== 'raw-without' && form.nested === 'keep')
  .map(({ name, about, form }) => ({
    name: `${name}-without-nulls`,
    about: `${about}; without nulls`,
    form: { ...form, nulls: 'drop' },
  }));

/** How the entry and the previous hash are combined. */
export interface Joining {
  readonly name: string;
  readonly join: ChainProfile['preimage']['join'];
  readonly separator: string;
  readonly end?: string;
}

const separators = [
  { name: '', separator: '' },
  { name: ' newline', separator: '\n' },
  { name: ' |', separator: '|' },
  { name: ' :', separator: ':' },
] as const;

/** The entry alone comes first: it states the previous hash itself. */
export const entryAlone: Joining = { name: '', join: ['entry'], separator: '' };
export const joinings: readonly Joining[] = [
  entryAlone,
  ...separators.map(({ name, separator }) => ({
    name: `, previous first${name}`,
    join: ['previous', 'entry'] as const,
    separator,
  })),
  ...separators.map(({ name, separator }) => ({
    name: `, previous last${name}`,
    join: ['entry', 'previous'] as const,
    separator,
  })),
];

function bothWays(
  name: string,
  previous: JoinPart,
  entry: JoinPart,
  separator: string,
  end?: string,
): Joining[] {
  const ends = end === undefined ? {} : { end };
  return [
    { name: `, previous first${name}`, join: [previous, entry], separator, ...ends },
    { name: `, previous last${name}`, join: [entry, previous], separator, ...ends },
  ];
}

/** The rarer ways: the entry's digest in its place, hashes as bytes, other separators, a final line feed. */
export const rareJoinings: readonly Joining[] = [
  { name: ', newline at the end', join: ['entry'], separator: '', end: '\n' },
  ...separators.flatMap(({ name, separator }) =>
    bothWays(`${name}, entry digest`, 'previous', 'entry-digest', separator),
  ),
  ...bothWays(' as bytes', 'previous-bytes', 'entry', ''),
  ...bothWays(' as bytes, entry digest', 'previous-bytes', 'entry-digest', ''),
  ...bothWays(', both digests as bytes', 'previous-bytes', 'entry-digest-bytes', ''),
  ...separators
    .slice(0, 2)
    .flatMap(({ name, separator }) =>
      bothWays(`${name}, newline at the end`, 'previous', 'entry', separator, '\n'),
    ),
  ...[' ', '-', ',', ';', '.', '_', '||', '::'].flatMap((separator) =>
    bothWays(separator === ' ' ? ' space' : ` ${separator}`, 'previous', 'entry', separator),
  ),
];

/** Where an entry keeps its hash and the previous one, and how they are spelled. */
export interface Fields {
  readonly hash: string;
  readonly previous: string | null;
  readonly output: Output;
}

/** How the hash is written where it is not left out. */
function blankName(hash: string, blank: Blanks | undefined): string {
  const value = blank?.[hash];
  if (value === undefined) return '';
  return value === null ? ', hash null' : value === '' ? ', hash empty' : ', hash blank';
}

/** The profile of a form, under the name that reports use. */
export function profileOf(
  { name, form }: CatalogueForm,
  { hash, previous, output }: Fields,
  algorithm: Algorithm,
  joining: Joining,
  { omit, blank }: Pick<EntryForm, 'omit' | 'blank'>,
): ChainProfile {
  const keyed = algorithm === 'sha256' ? '' : ` ${algorithm}`;
  return {
    name: `${name}${blankName(hash, blank)}${joining.name}${keyed} (${hash}, ${previous ?? 'the record before'})`,
    hash,
    previous,
    genesis: 'any',
    algorithm,
    output,
    preimage: {
      join: joining.join,
      separator: joining.separator,
      ...(joining.end === undefined ? {} : { end: joining.end }),
      entry: { ...form, omit, ...(blank === undefined ? {} : { blank }) },
    },
  };
}

/**
 * The maker says that events are signed with HMAC-SHA-256 and shows a hash of this spelling, but does not say what it
 * covers. The rest is an assumption, and is reported as one.
 */
export const deepintshield: ChainProfile = {
  name: 'deepintshield (assumed)',
  hash: 'verification.hash',
  previous: null,
  genesis: 'empty',
  algorithm: 'hmac-sha256',
  output: { encoding: 'hex', prefix: 'sha256:' },
  preimage: {
    join: ['previous', 'entry'],
    separator: '\n',
    entry: { ...plain, serialize: 'jcs', omit: ['verification'] },
  },
};

/** The shortest key that DeepIntShield takes, in bytes. */
export const deepintshieldKeyBytes = 32;

/** Profiles that have names of their own. */
export const namedProfiles: readonly ChainProfile[] = [deepintshield];
