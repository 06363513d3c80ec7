import { expect, it } from 'vitest';
import { unwatched } from '../task.ts';
import { answerWhole } from './answer.ts';
import { countFacets } from './facets.ts';
import { countHistogram } from './histogram/histogram.ts';
import { pageOfEntries } from './results.ts';
import { makeCase } from './testing/memory-case.ts';

it('is what its parts are when they are asked for one by one', () => {
  const db = makeCase(
    Array.from({ length: 40 }, (_, n) => ({
      values: {
        verdict: 'abc'[n % 3] ?? null,
        action: 'xy'[n % 2] ?? null,
        time: `2025-11-${10 + (n % 20)}T00:00:00Z`,
      },
    })),
  );
  const histogram = { field: 'time', by: 'verdict', top: 2, buckets: 30, zone: 'UTC', whole: true } as const;
  const sort = { column: 'time', descending: true } as const;
  const query = 'verdict:a time:>=2025-11-15';
  const page = { query, sort, offset: 2, limit: 5 };
  const fields = ['verdict', 'action'];
  const answer = answerWhole(db, { ...page, fields, top: 2, histogram }, unwatched);
  expect(answer).toEqual({
    ...pageOfEntries(db, page, unwatched),
    facets: countFacets(db, { query, fields, top: 2 }, unwatched),
    histogram: countHistogram(db, { ...histogram, query }, unwatched),
    elapsedMs: expect.any(Number),
  });
  expect(answer.matched).toBeGreaterThan(5);
  expect(answerWhole(db, { ...page, fields: [], top: 2 }, unwatched)).toMatchObject({
    facets: {},
    histogram: null,
  });
});
