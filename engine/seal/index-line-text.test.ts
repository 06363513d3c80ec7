import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexLineText } from './index-line-text.ts';

const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('log_1', 'a"b\\', '\u2028', '\ud800', ''),
);
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

test('a line of the index is spelled as JSON.stringify spells it', () => {
  const lines = fc.record({
    n: count,
    source: count,
    ordinal: count,
    bates: optional(text),
    related: optional(fc.constant<('image' | 'request')[]>(['image', 'request'])),
    file: text,
    offset: count,
    length: count,
    sourceOffset: optional(count),
    content: fc.stringMatching(/^[0-9a-f]{64}$/),
    salt: fc.stringMatching(/^[0-9a-f]{32}$/),
    entryId: optional(text),
  });
  fc.assert(
    fc.property(lines, (line) => {
      expect(indexLineText(line)).toBe(JSON.stringify(line));
    }),
  );
});
