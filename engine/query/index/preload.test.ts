import { expect, it } from 'vitest';
import { cancelled } from '../../../shared/errors.ts';
import { type TaskContext, unwatched } from '../../task.ts';
import { answerWhole } from '../answer.ts';
import { facetColumns } from '../facet-fields.ts';
import { makeCase } from '../testing/memory-case.ts';
import { preloading } from './preload.ts';
import { reviewIndex } from './review-index.ts';

const entries = 6_000;
const makeDb = () =>
  makeCase(
    Array.from({ length: entries }, (_, n) => ({
      values: {
        entry_id: `e-${n}`,
        verdict: n % 3 === 0 ? null : `v${n % 5}`,
        image_id: `image ${n % 2_000}`,
        note: n % 7 === 0 ? `Note ${n}` : null,
        time: new Date(n * 1_000).toISOString(),
        confidence: n / entries,
      },
    })),
  );
const question = (query: string) => ({
  query,
  sort: { column: 'image_id', descending: true } as const,
  offset: 0,
  limit: 5,
  fields: facetColumns,
  top: 3,
  histogram: { field: 'time', by: 'verdict', top: 3, buckets: 10, zone: 'UTC', whole: false } as const,
});
const queries = ['', 'verdict:v1', '"note 7"', '-verdict:* confidence:>0.5', 'image_id:"image 9"*'];
const answers = (db: ReturnType<typeof makeDb>, query: string) => {
  const { elapsedMs: _, ...answer } = answerWhole(db, question(query), unwatched);
  return answer;
};

it('gives the same answers however far the index was preloaded when they were asked for', () => {
  const whole = makeDb();
  const fresh = queries.map((query) => answers(whole, query));
  const db = makeDb();
  const asked = queries.map((): unknown => null);
  let step = 0;
  for (const _ of preloading(db, unwatched)) {
    // Between two steps of every stage one of the questions is answered, from columns that are half there.
    const nth = step++ % queries.length;
    if (step % 4 === 0) asked[nth] = answers(db, queries[nth] as string);
  }
  expect(asked).toEqual(fresh);
});

it('goes on where it was stopped, and leaves nothing to be read', () => {
  const db = makeDb();
  let checks = 0;
  const stopping: TaskContext = {
    progress() {},
    checkCancelled() {
      if (++checks > 3) throw cancelled('nothing was changed');
    },
  };
  expect(() => preloading(db, stopping).toArray()).toThrow('cancelled');
  const reports: number[] = [];
  const told: TaskContext = { ...unwatched, progress: ({ done }) => reports.push(done) };
  preloading(db, told).toArray();
  expect(reports[0]).toBeGreaterThan(0);
  const more: string[] = [];
  const index = reviewIndex(db, { ...unwatched, progress: ({ phase }) => more.push(phase) });
  for (const column of ['time', 'verdict', 'image_id', 'note', 'confidence']) index?.load([column]);
  expect(more).toEqual([]);
});
