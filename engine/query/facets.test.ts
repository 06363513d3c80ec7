import { expect, it } from 'vitest';
import { columns } from '../../shared/domain/columns.ts';
import { addAnnotation } from '../annotation/annotate.ts';
import { unwatched } from '../task.ts';
import { countFacets } from './facets.ts';
import { makeCase, recordVerification } from './testing/memory-case.ts';

const db = makeCase([
  { values: { verdict: 'authentic', action: 'kept', confidence: 0.5 } },
  { values: { verdict: 'authentic', action: 'removed' } },
  { values: { verdict: 'fake', action: 'removed' }, literal: true },
  { values: { verdict: 'fake', action: 'kept' }, source: 2 },
  { values: { verdict: '', action: 'kept' }, source: 2 },
  { values: { action: 'kept' }, source: 2 },
]);
addAnnotation(db, { on: { entries: [1, 2] }, mark: { tag: 'hot' }, author: 'R' });
addAnnotation(db, { on: { entries: [2] }, mark: { tag: 'cold' }, author: 'R' });
recordVerification(db, { sources: { 1: 'fail' }, broken: [1] });

const ask = (query: string, fields?: string[], top = 100) =>
  countFacets(db, { query, fields, top }, unwatched);

it('counts by value, the most frequent first, ties in the order of the values', () => {
  expect(ask('', ['verdict', 'confidence'])).toEqual({
    verdict: {
      values: [
        { value: 'authentic', count: 2 },
        { value: 'fake', count: 2 },
        { value: '', count: 1 },
      ],
      missing: 1,
      distinct: 3,
    },
    confidence: { values: [{ value: '0.5', count: 1 }], missing: 5, distinct: 1 },
  });
});

it('counts all facet columns where none is named', () => {
  expect(Object.keys(ask(''))).toEqual(columns.filter(({ facet }) => facet).map(({ name }) => name));
});

it('counts sources, tags and integrity', () => {
  expect(ask('', ['source', 'tag', 'integrity'])).toEqual({
    source: {
      values: [
        { value: 'second.ndjson', count: 3 },
        { value: 'trail.ndjson', count: 3 },
      ],
      missing: 0,
      distinct: 2,
    },
    tag: {
      values: [
        { value: 'hot', count: 2 },
        { value: 'cold', count: 1 },
      ],
      missing: 4,
      distinct: 2,
    },
    integrity: {
      values: [
        { value: 'unchecked', count: 3 },
        { value: 'verified', count: 2 },
        { value: 'broken', count: 1 },
      ],
      missing: 0,
      distinct: 3,
    },
  });
});

it("leaves a field's own terms at the top level out of its counts, and no others", () => {
  const values = (query: string, field: string) =>
    Object.fromEntries(ask(query, [field])[field]?.values.map(({ value, count }) => [value, count]) ?? []);
  expect(values('verdict:fake action:kept', 'verdict')).toEqual({ authentic: 1, fake: 1, '': 1 });
  expect(values('verdict:fake action:kept', 'action')).toEqual({ kept: 1, removed: 1 });
  expect(values('verdict:fake', 'verdict')).toEqual({ authentic: 2, fake: 2, '': 1 });
  expect(values('-verdict:fake', 'verdict')).toEqual({ authentic: 2, '': 1 });
  expect(values('verdict:fake OR action:removed', 'verdict')).toEqual({ authentic: 1, fake: 2 });
  expect(values('source:1 tag:hot', 'source')).toEqual({ 'trail.ndjson': 2 });
  expect(values('tag:hot', 'tag')).toEqual({ hot: 2, cold: 1 });
});

it('lists the first few, and says how many there are', () => {
  expect(ask('', ['verdict'], 1)['verdict']).toEqual({
    values: [{ value: 'authentic', count: 2 }],
    missing: 1,
    distinct: 3,
  });
});

it('lists the same first values whatever the order in which they come', () => {
  const values = ['e', 'a', 'd', 'a', 'b', 'd', 'c', 'a', 'b', 'f'];
  const all = [
    ['a', 3],
    ['b', 2],
    ['d', 2],
    ['c', 1],
    ['e', 1],
    ['f', 1],
  ];
  for (const order of [values, values.toReversed(), values.toSorted()]) {
    const some = makeCase(order.map((verdict) => ({ values: { verdict } })));
    for (let top = 1; top <= 7; top++) {
      const { verdict } = countFacets(some, { query: '', fields: ['verdict'], top }, unwatched);
      expect(verdict?.values.map(({ value, count }) => [value, count])).toEqual(all.slice(0, top));
    }
  }
});

it('says which fields can be counted', () => {
  expect(() => ask('', ['verdikt'])).toThrow(
    expect.objectContaining({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('did you mean verdict?'),
    }),
  );
  expect(() => ask('', ['raw'])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});
