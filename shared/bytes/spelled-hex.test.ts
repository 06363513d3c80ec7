import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex } from './encoding.ts';
import { isSpelled, readSpelled } from './spelled-hex.ts';

const spelling = fc.oneof(
  fc.uint8Array({ maxLength: 8 }).map(toHex),
  fc.string({ unit: fc.constantFrom('0', '9', 'a', 'f', 'A', 'g', '/', ':', '`', '\u00e9'), maxLength: 8 }),
);

test('hex in bytes reads as hex in a text', () => {
  fc.assert(
    fc.property(spelling, fc.nat(3), fc.uint8Array({ maxLength: 4 }), (text, before, other) => {
      const spelled = Buffer.concat([Buffer.alloc(before, 'f'), Buffer.from(text, 'latin1')]);
      const expected = fromHex(text);
      const read = new Uint8Array(text.length >> 1);
      expect(readSpelled(spelled, before, read)).toBe(
        expected !== null || fromHex(text.slice(0, -1)) !== null,
      );
      if (expected !== null) {
        expect(read).toEqual(expected);
        expect(isSpelled(spelled, before, expected)).toBe(true);
      }
      const said = fromHex(text.slice(0, 2 * other.length));
      expect(isSpelled(spelled, before, other)).toBe(said !== null && toHex(said) === toHex(other));
    }),
    { numRuns: 1000 },
  );
});

test('what ends too early is not read', () => {
  expect(readSpelled(Buffer.from('abc'), 0, new Uint8Array(2))).toBe(false);
  expect(isSpelled(Buffer.from('abc'), 0, Uint8Array.of(0xab, 0xc0))).toBe(false);
});
