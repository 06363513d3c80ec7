import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSet, eachRun, entrySet, extentOf, hasEntry, idsOfSet } from './entry-set.ts';

const numbers = fc.uniqueArray(
  fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 2 ** 40 })),
);

describe('a set of entries', () => {
  it('holds its numbers, and no others', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 60 }), (ids, other) => {
        const sorted = ids.toSorted((a, b) => a - b);
        const set = entrySet(sorted);
        expect([...idsOfSet(set, 2 ** 41)]).toEqual(sorted);
        expect([...idsOfSet(set, other)]).toEqual(sorted.filter((id) => id <= other));
        expect(countSet(set)).toBe(ids.length);
        const extent = { first: sorted[0], last: sorted.at(-1), entries: ids.length };
        expect(extentOf(set)).toEqual(ids.length === 0 ? null : extent);
        expect(hasEntry(set, other)).toBe(ids.includes(other));
      }),
    );
  });

  it('is in bytes as the format of case files says', () => {
    expect([...entrySet([3, 4, 5, 9])]).toEqual([2, 2, 3, 0]);
    expect([...entrySet([1, 300, 301])]).toEqual([0, 0, 0xaa, 2, 1]);
  });

  it('is small for what stands together', () => {
    expect(entrySet(Float64Array.from({ length: 1_000_000 }, (_, i) => i + 1))).toHaveLength(4);
  });

  it('of bytes that are none is told as such, without end or crash', () => {
    const whole = (...bytes: number[]) => eachRun(Buffer.from(bytes), 1, Number.MAX_SAFE_INTEGER, () => {});
    expect(whole()).toBe(true);
    expect(whole(0, 0)).toBe(true);
    expect(whole(0)).toBe(false);
    expect(whole(0x80)).toBe(false);
    expect(whole(0, 0, 5)).toBe(false);
    expect(whole(...new Array(20).fill(0xff), 0)).toBe(false);
    expect(countSet(Buffer.from([0, ...new Array(7).fill(0xff), 0x0f]))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const count = countSet(Buffer.from(bytes));
        expect(count === null || count >= 0).toBe(true);
      }),
    );
  });
});
