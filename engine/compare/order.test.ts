import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderOf } from './order.ts';

const order = (...positions: number[]) => {
  const { reversed, moved } = orderOf(Uint32Array.from(positions));
  return { reversed, moved: [...moved] };
};

/** The length of the longest ascending run, by looking at every pair. */
function longest(list: readonly number[]): number {
  const lengths: number[] = [];
  for (const [i, value] of list.entries())
    lengths[i] = 1 + Math.max(0, ...lengths.filter((_, j) => j < i && (list[j] as number) < value));
  return Math.max(0, ...lengths);
}

describe('the order of records', () => {
  it('is the same, the other way round, or the same but for what moved', () => {
    expect(order()).toEqual({ reversed: false, moved: [] });
    expect(order(7)).toEqual({ reversed: false, moved: [] });
    expect(order(1, 2, 5, 9)).toEqual({ reversed: false, moved: [] });
    expect(order(9, 5, 2, 1)).toEqual({ reversed: true, moved: [] });
    expect(order(9, 1, 2, 3, 4)).toEqual({ reversed: false, moved: [0] });
    expect(order(1, 2, 9, 3, 4)).toEqual({ reversed: false, moved: [2] });
    expect(order(9, 8, 1, 7, 6)).toEqual({ reversed: true, moved: [2] });
  });

  it('leaves the most in place that any choice could', () => {
    const lists = fc.uniqueArray(fc.nat({ max: 1000 }), { maxLength: 60 });
    fc.assert(
      fc.property(lists, (list) => {
        const { reversed, moved } = order(...list);
        const signed = reversed ? list.map((each) => -each) : list;
        const left = signed.filter((_, i) => !moved.includes(i));
        expect(left).toEqual(left.toSorted((a, b) => a - b));
        expect(left.length).toBe(longest(signed));
      }),
    );
  });
});
