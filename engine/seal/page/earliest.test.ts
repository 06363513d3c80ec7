import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Earliest } from './earliest.ts';

test('the first by time are those that sorting all of them gives, in source order where times are equal', () => {
  const time = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer(), fc.constant(Number.POSITIVE_INFINITY));
  fc.assert(
    fc.property(fc.array(time), fc.integer({ min: 1, max: 7 }), (times, most) => {
      const earliest = new Earliest(most);
      for (const [id, each] of times.entries()) earliest.add(id, each);
      const sorted = [...times.keys()].sort((a, b) => {
        const [first, second] = [times[a] as number, times[b] as number];
        return first === second ? a - b : first - second;
      });
      expect([...earliest.ids()]).toEqual(sorted.slice(0, most));
    }),
  );
});
