import { describe, expect, it } from 'vitest';
import { gapsIn } from './gaps.ts';

describe('gaps', () => {
  it.each([
    ['a stretch without entries', [3, 2, 4, 0, 0, 0, 0, 5, 2], [{ first: 3, end: 7 }]],
    ['two empty buckets', [3, 2, 0, 0, 5, 2], []],
    ['what is before the first and after the last', [0, 0, 0, 0, 1, 2, 0, 0, 0, 0], []],
    ['a sparse result', [1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1], []],
    ['nothing', [], []],
  ])('%s', (_what, counts, gaps) => {
    expect(gapsIn(counts)).toEqual(gaps);
  });

  it('are at most three, the longest, in their order', () => {
    const full = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const empty = (length: number) => Array.from({ length }, () => 0);
    const counts = [4, 6, 3, 5].flatMap((length) => [...full, ...empty(length)]).concat(full);
    expect(gapsIn(counts).map(({ first, end }) => end - first)).toEqual([4, 6, 5]);
  });
});
