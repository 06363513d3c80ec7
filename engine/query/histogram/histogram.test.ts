import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EntryIntegrity } from '../../../shared/domain/case.ts';
import { addAnnotation } from '../../annotation/annotate.ts';
import { statedTime } from '../../import/time/time.ts';
import { unwatched } from '../../task.ts';
import { makeCase, recordVerification } from '../testing/memory-case.ts';
import { values } from '../testing/random-cases.ts';
import { countHistogram } from './histogram.ts';

const question: Parameters<typeof countHistogram>[1] = {
  query: '',
  field: 'time',
  top: 2,
  buckets: 80,
  zone: 'UTC',
  whole: false,
};

const entry = fc.record({
  values,
  literal: fc.boolean(),
  source: fc.constantFrom(1, 2),
  tags: fc.subarray(['A', 'B', 'C']),
});

it('counts by bucket and value what a naive reader counts, indexed or not', () => {
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 12 }),
      fc.constantFrom('time', 'logged_at'),
      fc.constantFrom('verdict', 'source', 'integrity', 'tag'),
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom('UTC', 'Europe/Berlin'),
      fc.boolean(),
      (drawn, field, by, buckets, zone, gap) => {
        const db = makeCase(drawn);
        // Numbered with a gap, the entries are not indexed.
        if (gap && drawn.length > 1)
          db.exec('UPDATE entry_row SET id = id + 1 WHERE id = (SELECT max(id) FROM entry_row)');
        const id = (i: number) => (gap && drawn.length > 1 && i === drawn.length - 1 ? i + 2 : i + 1);
        drawn.forEach(({ tags }, i) => {
          for (const tag of tags) addAnnotation(db, { on: { entries: [id(i)] }, mark: { tag }, author: 'R' });
        });
        recordVerification(db, { sources: { 1: 'fail' }, ...(drawn.length > 0 ? { broken: [1] } : {}) });
        const integrity = (i: number): EntryIntegrity =>
          drawn[i]?.source === 2 ? 'unchecked' : i === 0 ? 'broken' : 'verified';
        const labels = (i: number): readonly string[] => {
          const { source, tags, values } = drawn[i] as (typeof drawn)[number];
          if (by === 'source') return [source === 1 ? 'trail.ndjson' : 'second.ndjson'];
          if (by === 'integrity') return [integrity(i)];
          if (by === 'tag') return tags;
          return values.verdict === undefined || values.verdict === null ? [] : [values.verdict];
        };
        const answer = countHistogram(db, { ...question, field, by, buckets, zone }, unwatched);
        const moments = drawn.map(({ values }) => (values[field] ? statedTime(values[field]).ms : null));
        const inBucket = (at: number | null, bucket: number) =>
          at !== null && at >= (answer.edges[bucket] as number) && at < (answer.edges[bucket + 1] as number);
        expect(answer.unknown).toBe(moments.filter((at) => at === null).length);
        expect(answer.counts).toEqual(
          answer.counts.map((_, bucket) => moments.filter((at) => inBucket(at, bucket)).length),
        );
        expect(answer.counts.reduce((sum, each) => sum + each, answer.unknown)).toBe(drawn.length);
        const own = (answer.series ?? []).filter(({ kind }) => kind === 'value').map(({ value }) => value);
        for (const series of answer.series ?? []) {
          const holds = (i: number) => {
            if (series.kind === 'none') return labels(i).length === 0 ? 1 : 0;
            const wanted = labels(i).filter((label) =>
              series.kind === 'value' ? label === series.value : !own.includes(label),
            );
            return wanted.length;
          };
          expect(series.counts, series.value).toEqual(
            answer.counts.map((_, bucket) =>
              moments.reduce<number>((sum, at, i) => sum + (inBucket(at, bucket) ? holds(i) : 0), 0),
            ),
          );
        }
        expect(own.length).toBeLessThanOrEqual(2);
        db.close();
      },
    ),
    { numRuns: 150 },
  );
});

it('shows gaps, what a brush chooses from, and the greatest values first', () => {
  const at = (day: number, verdict?: string) => ({
    values: { time: `2025-11-0${day}T12:00:00Z`, ...(verdict ? { verdict } : {}) },
  });
  const db = makeCase([at(1, 'a'), at(1, 'b'), at(4, 'b'), at(4), at(4, 'c'), { values: { time: 'soon' } }]);
  const daily = { ...question, buckets: 5 };
  expect(countHistogram(db, { ...daily, by: 'verdict' }, unwatched)).toEqual({
    field: 'time',
    zone: 'UTC',
    interval: { unit: 'day', step: 1 },
    edges: [1, 2, 3, 4, 5].map((day) => Date.UTC(2025, 10, day)),
    counts: [2, 0, 0, 3],
    unknown: 1,
    series: [
      { kind: 'value', value: 'b', count: 2, counts: [1, 0, 0, 1] },
      { kind: 'value', value: 'a', count: 1, counts: [1, 0, 0, 0] },
      { kind: 'others', value: '', count: 1, counts: [0, 0, 0, 1] },
      { kind: 'none', value: '', count: 1, counts: [0, 0, 0, 1] },
    ],
  });
  const brushed = { ...daily, query: 'time:2025-11-04' };
  expect(countHistogram(db, brushed, unwatched).counts.reduce((a, b) => a + b)).toBe(3);
  expect(countHistogram(db, { ...brushed, whole: true }, unwatched).counts).toEqual([2, 0, 0, 3]);
  expect(countHistogram(db, { ...daily, query: 'verdict:none' }, unwatched)).toMatchObject({
    interval: null,
    edges: [],
    unknown: 0,
  });
  expect(() => countHistogram(db, { ...daily, by: 'note' }, unwatched)).toThrow('cannot be stacked by');
});

it('takes a moment that no calendar reaches, which no import writes, for none', () => {
  const db = makeCase([{ values: {} }, { values: { time: '2025-11-01T00:00:00Z' } }]);
  db.exec('UPDATE entry_row SET time = 9000000000000000 WHERE id = 1');
  expect(countHistogram(db, question, unwatched)).toMatchObject({ counts: [1], unknown: 1 });
});
