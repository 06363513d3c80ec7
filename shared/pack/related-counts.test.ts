import { expect, test } from 'vitest';
import { RelatedCounts } from './related-counts.ts';
import type { PackRelated } from './scope.ts';

function counted(entries: number, included = true): RelatedCounts {
  const stated: PackRelated = { reason: 'image', entries, included, records: 4, window: null };
  const counts = new RelatedCounts([stated]);
  for (const entry of ['new', 'repeated', 'withheld', 'withheld'] as const) counts.add(['image'], entry);
  return counts;
}

test('records are counted by reason', () => {
  expect(counted(2).differences()).toEqual([]);
  const [difference] = new RelatedCounts([
    { reason: 'request', entries: 1, included: true, records: 1, window: null },
  ]).differences();
  expect(difference).toEqual({ reason: 'request', records: 1, found: 0 });
});

test('entries are at least those that are there, and one of those withheld, and at most each a record', () => {
  const numbers = [0, 1, 2, 3, 4];
  expect(numbers.map((entries) => counted(entries).otherEntries().length)).toEqual([1, 1, 0, 0, 1]);
  expect(counted(9, false).otherEntries()).toEqual([]);
});
