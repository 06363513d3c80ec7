import { describe, expect, it } from 'vitest';
import { findingsListed } from '../domain/verification.ts';
import { BrokenEnds } from './broken-ends.ts';

function told(
  size: number,
  sound: readonly number[],
  broken: readonly number[],
  known: readonly number[] = [],
) {
  const ends = new BrokenEnds<number>(size, new Set(known));
  const changed: number[] = [];
  const all = [...sound.map((n) => [n, true] as const), ...broken.map((n) => [n, false] as const)];
  for (const [n, isSound] of all.sort(([a], [b]) => a - b)) {
    if (isSound) ends.sound(n);
    else changed.push(...ends.broken(n, n));
  }
  const { changed: late, further, unknown } = ends.finish();
  return { changed: [...changed, ...late], further, unknown };
}

describe('an entry that does not recompute', () => {
  it('between others that do was changed', () =>
    expect(told(1000, [1, 900], [500])).toEqual({ changed: [500], further: 0, unknown: 0 }));

  it('behind the last that does may have been made otherwise, where the source goes on for long', () =>
    expect(told(1000, [1, 2], [500])).toEqual({ changed: [], further: 0, unknown: 1 }));

  it('before the first that does may have been, where the source began long before', () =>
    expect(told(1000, [8], [3])).toEqual({ changed: [], further: 0, unknown: 1 }));

  it('was changed where too few records are there for another making', () => {
    expect(told(10, [0, 1, 2], [3]).changed).toEqual([3]);
    expect(told(1000, [7], [3]).changed).toEqual([3]);
  });

  it('was changed where somebody found so who had the whole source', () => {
    expect(told(1000, [1, 2], [500, 600], [500])).toEqual({ changed: [500], further: 0, unknown: 1 });
    expect(told(1000, [8], [3], [3]).changed).toEqual([3]);
    expect(told(1000, [1, 500], [], [500]).changed).toEqual([]);
  });

  it('of any number is counted, as many as can be listed told', () => {
    const many = Array.from({ length: findingsListed + 500 }, (_, n) => n + 10);
    const between = told(1e6, [0, 1e5], many);
    expect([between.changed.length + between.further, between.unknown]).toEqual([many.length, 0]);
    const behind = told(1e6, [0], many);
    expect(behind).toEqual({ changed: [], further: 0, unknown: many.length });
  });
});
