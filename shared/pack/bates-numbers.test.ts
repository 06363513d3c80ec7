import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BatesNumbers, batesText } from './bates-numbers.ts';

const allowed = (numbers: readonly (string | undefined)[], from = 0) => {
  const bates = new BatesNumbers();
  return numbers.map((number, i) => bates.allows(from + i, number));
};

test('numbers under any prefix that follow each other are one numbering, from wherever it is read', () => {
  const prefix = fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{0,8}$/));
  const first = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 999_990, max: 10_000_001 }));
  fc.assert(
    fc.property(prefix, first, fc.integer({ min: 0, max: 3 }), (text, start, from) => {
      const numbers = Array.from({ length: 12 }, (_, n) => batesText(text, start + from + n));
      expect(allowed(numbers, from)).toEqual(numbers.map(() => true));
    }),
  );
});

test.each([
  ['a number twice', ['A000001', 'A000001'], [true, false]],
  ['a number left out', ['A000001', 'A000003'], [true, false]],
  ['another prefix', ['A000001', 'B000002'], [true, false]],
  ['none behind one', ['A000001', undefined, 'A000003'], [true, false, true]],
  ['one behind none', [undefined, 'A000002'], [true, false]],
  ['no number at all', ['A', 'B'], [false, false]],
  ['a carry into what may be a prefix', ['A1999999', 'A2000000'], [true, true]],
  ['a number that grows behind a prefix of digits', ['A1999999', 'A11000000'], [true, true]],
])('%s', (_, numbers, expected) => {
  expect(allowed(numbers)).toEqual(expected);
});
