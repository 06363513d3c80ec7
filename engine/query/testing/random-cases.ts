import fc from 'fast-check';
import type { ColumnValues } from '../../../shared/domain/columns.ts';

export const word = fc.constantFrom(
  'a',
  'B',
  'ab%',
  'A_b',
  'Straße',
  'STRASSE',
  'ΟΔΟΣ',
  'οδοσα',
  'k',
  'K',
  'x\0ab',
  'a\u0301',
  '💥',
  '',
  "it's",
  '\\',
  'a*b?',
  'İ',
  'ı',
  'ſ',
  'ﬃ',
  'ŉ',
  'ẞ',
  'Dž',
  'a\nb',
  '\u2028',
  '\ufffd',
  'σ',
  'ς',
  'ꭰ',
  'Ꭰ',
  '\u{10400}',
  '\u{10428}',
  'e\u0301\u0327',
  'null',
  '0',
  '-0',
);
const moments = [
  '2025-11-01T00:00:00.000Z',
  '2025-11-01T23:59:59.999Z',
  '2025-11-01T23:59:59.9999999Z',
  '2025-11-02T01:00:00+02:00',
  '2025-11-01T12:00:00.000000001Z',
  '1969-12-31T23:59:59.999Z',
  '2025-11-01T24:00:00Z',
  '2016-12-31T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999-23:59',
  '2025-11-01T00:00:00',
  '1762000000',
  'soon',
];
const addresses = ['203.0.113.7', '203.0.114.1', '::ffff:203.0.113.7', '2001:db8::1', '203.0.113.7:80'];
const number = fc.constantFrom(
  0,
  -0,
  0.1,
  0.5,
  0.9,
  1,
  -1,
  1e-7,
  5e-324,
  1.7976931348623157e308,
  9007199254740992,
);
export const values: fc.Arbitrary<Partial<ColumnValues>> = fc.record(
  {
    verdict: word,
    case_id: word,
    entry_id: word,
    note: word,
    ip: fc.oneof(word, fc.constantFrom(...addresses)),
    time: fc.constantFrom(...moments),
    logged_at: fc.constantFrom(...moments),
    confidence: number,
    risk_score: number,
  },
  { requiredKeys: [] },
);
/** What stands in an entry beside what is mapped. */
export const extra: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    data: fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        word,
        number,
        fc.constantFrom<unknown>(
          null,
          true,
          '5',
          5,
          '05',
          '2025-11-01T10:00:00Z',
          '2025-11-02',
          '10.1.2.3',
          [],
          {},
        ),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b.c', '0', '__proto__', 'é'), tie('value'), { maxKeys: 3 }),
      ),
    })).value,
  },
  { requiredKeys: [] },
);

const quoted = word.filter((each) => each !== '').map((each) => `"${each.replace(/["\\]/g, '\\$&')}"`);
const value = word.map((each) => `"${each.replace(/["\\]/g, '\\$&')}"`);
const time = fc.constantFrom(
  '2025-11-01',
  '2025-11-02',
  '2025-11-01T12:00:00Z',
  '2025-11-01T12:00:00.000000001Z',
  '2025-11-01T23:59:59.9999999Z',
  '1970-01-01',
);
const operator = fc.constantFrom('', '>', '>=', '<', '<=');
/** Each means the same to RE2 and to the language's own engine. */
const expression = fc.constantFrom(
  '/a/',
  '/^A/i',
  '/b.$/',
  '/[^a]b/',
  '/^$/',
  '/stra(ß|ss)e/i',
  '/\\//',
  '/5|true/',
);
const pattern = fc.oneof(
  value,
  expression,
  value.map((each) => `${each}*`),
);
const path = fc
  .array(fc.constantFrom('a', '"b.c"', '0', '"__proto__"', '"é"'), { maxLength: 3 })
  .map((names) => ['.data', ...names].join('.'));
const pathTest = fc.oneof(
  fc.constantFrom(
    '*',
    '5',
    '5.0',
    'null',
    'true',
    '"5"',
    '2025-11-01',
    '>=0.5',
    '<1',
    '0..5',
    '>2025-11-01',
    '2025-11-01..2025-11-02',
    '10.0.0.0/8',
  ),
  fc.array(pattern, { minLength: 1, maxLength: 2 }).map(String),
);
const term = fc.oneof(
  expression,
  quoted.map((text) => `${text}*`),
  quoted.map((text) => `word:${text}`),
  fc.tuple(fc.constantFrom('note', 'raw'), expression).map(([field, each]) => `${field}:${each}`),
  quoted.map((text) => `note:${text}*`),
  fc
    .tuple(
      fc.constantFrom('verdict', 'case_id', 'id', 'tag', 'source', 'ip', 'code.privilege'),
      fc.array(pattern, { minLength: 1, maxLength: 3 }),
    )
    .map(([field, list]) => `${field}:${list.join(',')}`),
  fc.tuple(path, pathTest).map(([name, test]) => `${name}:${test}`),
  fc.constantFrom(
    'ip:203.0.113.0/24',
    'ip:203.0.113.7/32,a',
    'ip:2001:db8::/32',
    'ip:::/0',
    'ip:0.0.0.0/0',
    'code.privilege:*',
    'code.privilege:none',
    'code.other:*',
    'has:code',
    'is:conflicting',
    'is:duplicated',
    'system:itsreal',
  ),
  quoted,
  quoted.map((text) => `note:${text}`),
  quoted.map((text) => `raw:${text}`),
  fc
    .tuple(
      fc.constantFrom('verdict', 'case_id', 'id', 'ip', 'tag', 'model_version'),
      fc.array(value, { minLength: 1, maxLength: 3 }),
    )
    .map(([field, list]) => `${field}:${list.join(',')}`),
  fc.constantFrom(
    'source:1',
    'source:second.ndjson',
    'source:3',
    'has:note',
    'has:tag',
    'is:reviewed',
    'is:privileged',
    'is:reviewed,privileged',
  ),
  fc.constantFrom('verified', 'broken', 'unverifiable', 'unchecked').map((each) => `integrity:${each}`),
  fc
    .constantFrom('verdict', 'note', 'time', 'confidence', 'tag', 'ip', 'entry_id', 'source', 'tenant')
    .map((field) => `${field}:*`),
  fc
    .tuple(fc.constantFrom('confidence', 'risk_score'), operator, number)
    .map(([field, op, n]) => `${field}:${op}${n}`),
  fc.tuple(number, number).map((ends) => `confidence:${Math.min(...ends)}..${Math.max(...ends)}`),
  fc
    .tuple(fc.constantFrom('time', 'logged_at'), operator, time)
    .map(([field, op, at]) => `${field}:${op}${at}`),
  fc.constantFrom(
    'time:1969-12-31..2025-11-01',
    'time:2025-11-01..2025-11-01T12:00:00Z',
    'time:2025-11-01,1969-12-31',
  ),
);
export const { query } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    term,
    tie('query').map((each) => `-(${each})`),
    fc
      .tuple(fc.constantFrom(' ', ' OR '), fc.array(tie('query'), { minLength: 2, maxLength: 3 }))
      .map(([by, terms]) => `(${terms.join(by)})`),
  ),
}));
