/** What to call the parts of a request in front of the person who typed them. */
const names: Readonly<Record<string, string>> = {
  path: 'the path',
  trust: 'the path of the known signers',
  checkpoint: 'the path of the receipts',
  state: 'the path of the state',
  directory: 'the path of the folder',
  into: 'the path of the case file',
  out: 'the path to write to',
  against: 'the path of the other pack',
  response: "the path of the authority's answer",
  chain: 'the path of the certificates',
  p12: "the path of the organization's key",
  caFile: 'the path of the certificates',
  title: 'the title',
  examiner: "the examiner's name",
  author: "the author's name",
  name: 'the name',
  reason: 'the reason',
  integrityReason: 'the reason',
  basis: 'the basis',
  note: 'the note',
  tag: 'the tag',
  untag: 'the tag',
  field: 'the field',
  value: 'the value',
  query: 'the query',
  question: 'the question',
  subject: 'the id of the claim or image',
  format: 'the format',
  search: 'the text to look for',
  column: 'the column',
  limit: 'the limit',
  top: 'the number of values',
  zone: 'the time zone',
  system: 'the system',
  baseUrl: 'the address',
  from: 'the beginning of the period',
  to: 'the end of the period',
  filters: 'the filter',
  profile: 'the name of the profile',
  source: "the source's id",
  first: "the first source's id",
  second: "the second source's id",
  entry: 'the entry',
  follow: 'the pause between two questions, in seconds,',
  entryId: "the entry's id",
  caseId: "the claim's id",
  imageId: "the image's id",
  number: 'the number',
  prefix: 'the prefix of the numbers',
  start: 'the first number',
  fingerprint: 'the fingerprint',
  publicKey: 'the public key',
  since: 'the date',
  expectSha256: 'the expected SHA-256',
  key: 'the key',
  hmacKey: 'the key of the chain',
};

/** For lists: what to call one element, and all of them. */
const lists: Readonly<Record<string, readonly [one: string, all: string]>> = {
  paths: ['the path', 'the list of paths'],
  fields: ['the field', 'the list of fields'],
  values: ['the value', 'the list of values'],
  terms: ['the term', 'the list of terms'],
  entryIds: ["the entry's id", 'the list of ids'],
  selections: ["the source's id", 'the list of sources'],
};

/** As `the author's name`; what has no name of its own is called by its place, as `bates.start`, in `operation`. */
export function inputName(operation: string, path: readonly PropertyKey[]): string {
  const name = path.map((part, at) => nameOf(part, path[at + 1])).findLast((each) => each !== null);
  return name ?? `${path.length === 0 ? 'the request' : placeText(path)} (${operation})`;
}

function nameOf(part: PropertyKey, next: PropertyKey | undefined): string | null {
  if (typeof part !== 'string') return null;
  if (Object.hasOwn(names, part)) return names[part] ?? null;
  const [one, all] = Object.hasOwn(lists, part) ? (lists[part] ?? []) : [];
  return (typeof next === 'number' ? one : all) ?? null;
}

/** A place in a request, as `marks[0].code`. */
export function placeText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
