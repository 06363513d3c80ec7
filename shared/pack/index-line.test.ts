import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLine } from './check-context.ts';
import { parseIndexLine } from './index-line.ts';
import { anyIndexLineSchema } from './lines.ts';

const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const lines = fc.record({
  n: count,
  source: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  ordinal: count,
  bates: optional(fc.string({ unit: 'binary' })),
  related: fc.option(fc.constant(['image']), { nil: undefined, freq: 5 }),
  file: fc.oneof(fc.constant('data/entries.ndjson'), fc.string({ maxLength: 210 })),
  offset: count,
  length: count,
  sourceOffset: optional(count),
  content: fc.stringMatching(/^[0-9a-f]{64}$/),
  salt: fc.stringMatching(/^[0-9a-f]{32}$/),
  entryId: optional(fc.oneof(fc.string(), fc.constantFrom('log_1', 'ü', '\u{1f600}', 'a"b', '\\'))),
});

function same(text: string): void {
  const bytes = Buffer.from(text);
  expect(parseIndexLine(new TextDecoder('latin1').decode(bytes), () => bytes)).toStrictEqual(
    parseLine(anyIndexLineSchema, bytes),
  );
}

test('a line of the index reads as by its schema, changed in any place too', () => {
  fc.assert(
    fc.property(lines, fc.nat(), fc.integer({ min: 9, max: 300 }), (line, place, code) => {
      const text = JSON.stringify(line);
      same(text);
      const at = place % text.length;
      same(text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1));
      same(text.slice(0, at) + text.slice(at + 1));
    }),
    { numRuns: 500 },
  );
});

const hashes = `"content":"${'a'.repeat(64)}","salt":"${'b'.repeat(32)}"`;

test.each([
  ['as sealing writes it', `{"n":0,"source":1,"ordinal":0,"file":"f","offset":0,"length":1,${hashes}}`, true],
  ['no source is 0', `{"n":0,"source":0,"ordinal":0,"file":"f","offset":0,"length":1,${hashes}}`, false],
  ['a leading zero', `{"n":00,"source":1,"ordinal":0,"file":"f","offset":0,"length":1,${hashes}}`, false],
  ['2^53', `{"n":9007199254740992,"source":1,"ordinal":0,"file":"f","offset":0,"length":1,${hashes}}`, false],
  [
    '2^53 - 1',
    `{"n":9007199254740991,"source":1,"ordinal":0,"file":"f","offset":0,"length":1,${hashes}}`,
    true,
  ],
  ['a name twice', `{"n":0,"n":0,"source":1,"ordinal":0,"file":"f","offset":0,"length":1,${hashes}}`, false],
  [
    'an escape that need not be',
    `{"n":0,"source":1,"ordinal":0,"file":"\\u0066","offset":0,"length":1,${hashes}}`,
    false,
  ],
  ['a space', `{"n":0,"source":1,"ordinal":0,"file":"f","offset":0, "length":1,${hashes}}`, false],
])('%s', (_, text, reads) => {
  same(text);
  expect(parseIndexLine(text, () => Buffer.from(text)) !== null).toBe(reads);
});
