/** What the parts of a request are called, to whoever typed them. */
const names: Readonly<Record<string, string>> = {
  path: 'the path',
  paths: 'the path',
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
  fields: 'the field',
  value: 'the value',
  values: 'the value',
  query: 'the query',
  terms: 'the term',
  search: 'the text to look for',
  column: 'the column',
  limit: 'the limit',
  top: 'the number of values',
  zone: 'the time zone',
  system: 'the system',
  baseUrl: 'the address',
  from: 'the begin of the period',
  to: 'the end of the period',
  filters: 'the filter',
  follow: 'the pause between two questions, in seconds,',
  entryId: "the entry's id",
  entryIds: "the entry's id",
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

/** As `the author's name`; what has no name of its own is called by its place, as `bates.start`, in `operation`. */
export function inputName(operation: string, path: readonly PropertyKey[]): string {
  const own = path.findLast((part) => typeof part === 'string');
  const name = own !== undefined && Object.hasOwn(names, own) ? names[own] : undefined;
  return name ?? `${path.length === 0 ? 'the request' : placeText(path)} (${operation})`;
}

/** A place in a request, as `marks[0].code`. */
export function placeText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
