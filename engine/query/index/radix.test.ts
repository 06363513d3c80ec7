import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unwatched } from '../../task.ts';
import { radixOrder } from './radix.ts';

const key = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 0xffff_ffff }));
const pairs = fc.array(fc.tuple(key, key), { maxLength: 40 });

/** As pairs are compared; equal ones keep their order. */
const byPair = (keys: readonly (readonly [number, number])[]) => (a: number, b: number) =>
  (keys[a]?.[0] ?? 0) - (keys[b]?.[0] ?? 0) || (keys[a]?.[1] ?? 0) - (keys[b]?.[1] ?? 0) || a - b;

it('orders places by their keys, whether these stand in order already or not', () => {
  fc.assert(
    fc.property(pairs, fc.boolean(), (made, isSorted) => {
      const keys = isSorted ? made.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]) : made;
      const high = Uint32Array.from(keys, ([first]) => first);
      const low = Uint32Array.from(keys, ([, second]) => second);
      const expected = keys.map((_, place) => place).sort(byPair(keys));
      expect([...radixOrder([low, high], keys.length, unwatched)]).toEqual(expected);
    }),
  );
});

it.each([
  [1, 20_000],
  [2, 20_000],
  [3, 20_000],
  [3, 300],
])('orders places by keys of %i parts, %i of them', (parts, n) => {
  const keys = Array.from({ length: parts }, (_, part) =>
    Uint32Array.from(
      { length: n },
      (_, i) => (part === 1 ? i % 7 : Math.imul(i, 0x9e37_79b1 + part)) >>> (part * 9),
    ),
  );
  const compare = (a: number, b: number) => {
    for (const key of keys.toReversed())
      if (key[a] !== key[b]) return (key[a] as number) - (key[b] as number);
    return a - b;
  };
  const expected = Array.from({ length: n }, (_, place) => place).sort(compare);
  const copies = keys.map((key) => key.slice());
  expect([...radixOrder(copies, n, unwatched)]).toEqual(expected);
});
