import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IdSet } from '../id-set.ts';
import { piecesOf } from './pieces.ts';

it('holds every entry once, in order, and no piece more than so many', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 30 }),
      fc.nat({ max: 60 }),
      fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { maxLength: 40 })),
      fc.integer({ min: 1, max: 9 }),
      (before, length, chosen, entries) => {
        const first = before + 1;
        const last = before + length;
        const among = chosen && IdSet.of(chosen);
        const whole = Array.from({ length }, (_, n) => first + n).filter((id) => among?.has(id) ?? true);
        const pieces = piecesOf(among, first, last, entries).map((piece) =>
          whole.filter((id) => id >= piece.first && id <= piece.last),
        );
        expect(pieces.flat()).toEqual(whole);
        expect(pieces.every((ids) => ids.length > 0 && ids.length <= entries)).toBe(true);
      },
    ),
  );
});
