import { spawnSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { join } from 'node:path';

/** Makes a chain of entries, by another program than the one that is tested. */
export interface Maker {
  readonly name: string;
  /** What the profile that is found is called. */
  readonly found: RegExp;
  /** The bytes of the key file, where there is a key. */
  readonly key?: Buffer;
  /** Entries state only their own hash. */
  readonly implied?: true;
  /** What the hashes leave out, of what the entries hold. */
  readonly uncovered?: readonly string[];
  /** The hashes leave out what is null. */
  readonly withoutNulls?: true;
  /** `rekeyAt`: the number of the entry from which on another key is used. */
  make(entries: readonly string[], rekeyAt?: number): string[];
}

const program = join(import.meta.dirname, 'make.py');
const key = Buffer.from('0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0', 'hex');
const otherKey = Buffer.alloc(32, 7);
const zeros = '0'.repeat(64);

function python(ask: Readonly<Record<string, unknown>>): Maker['make'] {
  return (entries, rekeyAt) => {
    const input = JSON.stringify({
      hash: 'entry_hash',
      previous: 'prev_hash',
      genesis: zeros,
      join: 'inside',
      ...ask,
      entries,
      rekey_at: rekeyAt,
      other_key: otherKey.toString('hex'),
    });
    const env = { ...process.env, PYTHONIOENCODING: 'utf-8' };
    const { stdout, stderr, status } = spawnSync('python3', [program], { input, encoding: 'utf8', env });
    if (status !== 0) throw new Error(stderr);
    return stdout.trimEnd().split('\n');
  };
}

const dumps: readonly [form: string, ask: Readonly<Record<string, unknown>>][] = [
  ['python-sorted', {}],
  ['python-sorted-utf8', { ascii: false }],
  ['python-sorted-compact', { compact: true }],
  ['sorted-compact', { compact: true, ascii: false }],
  ['python', { sort: false }],
  ['python-utf8', { sort: false, ascii: false }],
  ['python-compact', { sort: false, compact: true }],
];

const fields = ['id', 'timestamp', 'event_type', 'actor'];
const leftOut = ['action', 'result', 'note', 'reviewer', 'count', 'ratio'];

export const pythonMakers: readonly Maker[] = [
  ...dumps.map(
    ([form, ask]): Maker => ({
      name: `json.dumps, ${form}`,
      found: new RegExp(`^${form} \\(`),
      make: python(ask),
    }),
  ),
  ...dumps.map(
    ([form, ask]): Maker => ({
      name: `HMAC over json.dumps, ${form}`,
      found: new RegExp(`^${form} hmac-sha256 \\(`),
      key,
      make: python({ ...ask, key: key.toString('hex') }),
    }),
  ),
  ...dumps.slice(0, 4).map(
    ([form, ask]): Maker => ({
      name: `json.dumps without nulls, ${form}`,
      found: new RegExp(`^${form}-without-nulls \\(`),
      withoutNulls: true,
      make: python({ ...ask, drop_nulls: true }),
    }),
  ),
  ...(
    [
      ['previous-first', '', 'previous first'],
      ['previous-first', '\n', 'previous first newline'],
      ['previous-first', '|', 'previous first |'],
      ['previous-last', '', 'previous last'],
      ['previous-last', ':', 'previous last :'],
    ] as const
  ).map(
    ([join, separator, says]): Maker => ({
      name: `previous hash joined, ${says}`,
      found: new RegExp(`^python-sorted, ${says.replace('|', '\\|')} \\(`),
      make: python({ join, separator }),
    }),
  ),
  ...(
    [
      ['sha384', 'hex', ''],
      ['sha512', 'hex', ''],
      ['sha256', 'base64', ''],
      ['sha256', 'base64url', ''],
      ['sha256', 'base64-unpadded', ''],
      ['sha512', 'base64url-padded', ''],
      ['sha256', 'hex-upper', ''],
      ['sha256', 'hex', 'sha256:'],
      ['sha256', 'hex', '0x'],
      ['sha512', 'base64', 'sha512:'],
    ] as const
  ).map(
    ([algorithm, output, prefix]): Maker => ({
      name: `${algorithm} in ${output}${prefix === '' ? '' : `, ${prefix}`}`,
      found: algorithm === 'sha256' ? /^python-sorted \(/ : new RegExp(`^python-sorted ${algorithm} \\(`),
      make: python({ algorithm, output, prefix }),
    }),
  ),
  ...(
    [
      ['verification.hash', 'verification.previous'],
      ['chain.hash', 'chain.prev'],
      ['meta.integrity.digest', 'meta.integrity.parent'],
      ['h', 'p'],
    ] as const
  ).map(
    ([hash, previous]): Maker => ({
      name: `hash at ${hash}, previous at ${previous}`,
      found: new RegExp(`^python-sorted \\(${hash}, ${previous}\\)$`),
      make: python({ hash, previous }),
    }),
  ),
  ...['GENESIS', '', null, 'a seed that was published', `sha256:${zeros}`].map(
    (genesis): Maker => ({
      name: `genesis ${JSON.stringify(genesis)}`,
      found: /^python-sorted \(/,
      make: python({ genesis, ...(genesis?.startsWith('sha256:') ? { prefix: 'sha256:' } : {}) }),
    }),
  ),
  ...['|', ':'].map(
    (separator): Maker => ({
      name: `fields joined by ${separator}`,
      found: new RegExp(`^fields ${fields.join(', ')} joined by \\${separator}, previous first`),
      uncovered: leftOut,
      make: python({ join: 'fields', separator, fields }),
    }),
  ),
  ...(
    [
      ['python-sorted', 'empty', { blank: '' }],
      ['python-sorted', 'null', { blank: null }],
      ['python', 'empty', { blank: '', sort: false }],
      ['sorted-compact', 'null', { blank: null, compact: true, ascii: false }],
    ] as const
  ).map(
    ([form, says, ask]): Maker => ({
      name: `json.dumps, ${form}, the hash set to ${says} before`,
      found: new RegExp(`^${form}, hash ${says} \\(`),
      make: python(ask),
    }),
  ),
  {
    name: 'HMAC over json.dumps, the hash set to None before, the previous hash joined',
    found: /^python-sorted, hash null, previous first : hmac-sha256 \(/,
    key,
    make: python({ blank: null, join: 'previous-first', separator: ':', key: key.toString('hex') }),
  },
  ...(
    [
      ['previous first :, entry digest', { join: 'previous-first', separator: ':', digest: true }],
      ['previous last, entry digest', { join: 'previous-last', digest: true }],
      ['previous first as bytes', { join: 'bytes' }],
      ['previous first, both digests as bytes', { join: 'digests' }],
      ['previous first ||', { join: 'previous-first', separator: '||' }],
      ['newline at the end', { end: '\n' }],
      ['previous first newline, newline at the end', { join: 'previous-first', separator: '\n', end: '\n' }],
    ] as const
  ).map(
    ([says, ask]): Maker => ({
      name: `joined in a rarer way, ${says}`,
      found: new RegExp(`^python-sorted, ${says.replaceAll('|', '\\|')} \\(`),
      make: python(ask),
    }),
  ),
  {
    name: 'fields in another order, the previous hash last',
    found: /^fields actor, action, id, timestamp joined by \|, previous last/,
    uncovered: ['event_type', 'result', 'note', 'reviewer', 'count', 'ratio'],
    make: python({ join: 'fields-last', separator: '|', fields: ['actor', 'action', 'id', 'timestamp'] }),
  },
  ...['base64-unpadded', 'base64url-padded', 'hex-upper'].map(
    (output): Maker => ({
      name: `the record before is meant, ${output}`,
      found: /^python-sorted, previous first \(hash, the record before\)/,
      implied: true,
      make: python({ join: 'previous-first', hash: 'hash', previous: null, genesis: '', output }),
    }),
  ),
  {
    name: 'the record before is meant, HMAC',
    found: /^python-sorted, previous first newline hmac-sha256 \(verification\.hash, the record before\)/,
    key,
    implied: true,
    make: python({
      join: 'previous-first',
      separator: '\n',
      hash: 'verification.hash',
      previous: null,
      genesis: '',
      prefix: 'sha256:',
      key: key.toString('hex'),
    }),
  },
];

type Entry = Readonly<Record<string, unknown>>;

/** As a Node program does it: `text` writes what is hashed. */
function node(text: (entry: Entry, previous: string) => string, secret: Buffer | null = null): Maker['make'] {
  return (entries, rekeyAt) => {
    let previous = zeros;
    return entries.map((line, n) => {
      const used = rekeyAt !== undefined && n >= rekeyAt ? otherKey : secret;
      const entry = { ...(JSON.parse(line) as Entry), prev_hash: previous };
      const hash = used === null ? createHash('sha256') : createHmac('sha256', used);
      previous = hash.update(text(entry, previous)).digest('hex');
      return JSON.stringify({ ...entry, entry_hash: previous });
    });
  };
}

function withoutPrevious({ prev_hash: _, ...entry }: Entry): Entry {
  return entry;
}

/** RFC 8785 as few lines write it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical((value as Entry)[name])}`).join(',')}}`;
}

export const nodeMakers: readonly Maker[] = [
  { name: 'JCS', found: /^jcs \(/, make: node(canonical) },
  { name: 'HMAC over JCS', found: /^jcs hmac-sha256 \(/, key, make: node(canonical, key) },
  { name: 'JSON.stringify', found: /^json-stringify \(/, make: node((entry) => JSON.stringify(entry)) },
  ...(
    [
      ['json-stringify', 'empty', (entry: Entry) => JSON.stringify({ ...entry, entry_hash: '' })],
      ['json-stringify', 'null', (entry: Entry) => JSON.stringify({ ...entry, entry_hash: null })],
      ['jcs', 'empty', (entry: Entry) => canonical({ ...entry, entry_hash: '' })],
    ] as const
  ).map(
    ([form, says, text]): Maker => ({
      name: `${form}, the hash set to ${says} before`,
      found: new RegExp(`^${form}, hash ${says} \\(`),
      make: node(text),
    }),
  ),
  {
    name: 'HMAC over JSON.stringify',
    found: /^json-stringify hmac-sha256 \(/,
    key,
    make: node((entry) => JSON.stringify(entry), key),
  },
  {
    name: 'previous || JSON.stringify',
    found: /^json-stringify, previous first \(/,
    make: node((entry, previous) => previous + JSON.stringify(withoutPrevious(entry))),
  },
  {
    name: 'JSON.stringify of fixed fields',
    found: /^json-stringify of id, timestamp, action, actor, prev_hash \(/,
    uncovered: ['event_type', 'result', 'note', 'reviewer', 'count', 'ratio'],
    make: node(({ id, timestamp, action, actor, prev_hash }) =>
      JSON.stringify({ id, timestamp, action, actor, prev_hash }),
    ),
  },
  {
    name: 'HMAC over JSON.stringify with a list of names',
    found: /^array-replacer hmac-sha256 \(/,
    key,
    uncovered: ['result.verdict', 'result.score', 'result.parts'],
    make: node((entry) => JSON.stringify(entry, Object.keys(entry).sort()), key),
  },
  {
    name: 'JSON.stringify with a list of names: nested ones are lost',
    found: /^array-replacer \(/,
    uncovered: ['result.verdict', 'result.score', 'result.parts'],
    make: node((entry) => JSON.stringify(entry, Object.keys(entry).sort())),
  },
];
