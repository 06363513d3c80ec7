import { expect, it } from 'vitest';
import { addAnnotation } from '../annotation/annotate.ts';
import { unwatched } from '../task.ts';
import { rangeOfField } from './range.ts';
import { makeCase } from './testing/memory-case.ts';
import { type ValuesQuestion, valuesOfField } from './values.ts';

const db = makeCase([
  { values: { verdict: 'Straße', confidence: 0.5, action: 'x', time: '2025-11-01T00:00:00.1234Z' } },
  { values: { verdict: 'b', confidence: -1, action: 'x' } },
  { values: { verdict: 'b', action: 'y', time: 'soon' } },
  { values: { verdict: 'strand', confidence: 0.25, time: '1969-12-31T00:00:00Z' }, literal: true },
  { values: {} },
]);
addAnnotation(db, { on: { entries: [1, 2] }, mark: { tag: 'hot' }, author: 'R' });

function values(question: Partial<ValuesQuestion> & { field: string }) {
  const defaults = {
    query: '',
    search: '',
    match: 'contains',
    order: 'count',
    offset: 0,
    limit: 10,
  } as const;
  const { values, ...rest } = valuesOfField(db, { ...defaults, ...question }, unwatched);
  return { values: values.map(({ value, count }) => `${value} ${count}`), ...rest };
}

it('lists the values of a field with counts, searched in any case, in either order, part by part', () => {
  expect(values({ field: 'verdict' })).toEqual({
    values: ['b 2', 'Straße 1', 'strand 1'],
    found: 3,
    distinct: 3,
    missing: 1,
  });
  expect(values({ field: 'verdict', order: 'value' }).values).toEqual(['Straße 1', 'b 2', 'strand 1']);
  expect(values({ field: 'verdict', search: 'STR' })).toMatchObject({
    values: ['Straße 1', 'strand 1'],
    found: 2,
    distinct: 3,
  });
  expect(values({ field: 'verdict', search: 'ASS' }).values).toEqual(['Straße 1']);
  expect(values({ field: 'verdict', search: 'rand', match: 'prefix' }).found).toBe(0);
  expect(values({ field: 'verdict', offset: 1, limit: 1 })).toMatchObject({ values: ['Straße 1'], found: 3 });
});

it('is narrowed by the query, but not by the own terms of the field', () => {
  expect(values({ field: 'verdict', query: 'action:x verdict:strand' })).toEqual({
    values: ['Straße 1', 'b 1'],
    found: 2,
    distinct: 2,
    missing: 0,
  });
  expect(values({ field: 'tag', query: 'action:x' })).toMatchObject({ values: ['hot 2'], missing: 0 });
  expect(() => values({ field: 'verdikt' })).toThrow('did you mean verdict?');
});

it('tells the least and the greatest value of numbers and times', () => {
  expect(rangeOfField(db, { query: '', field: 'confidence' }, unwatched)).toEqual({
    min: -1,
    max: 0.5,
    known: 3,
    missing: 2,
  });
  expect(rangeOfField(db, { query: 'tag:hot', field: 'time' }, unwatched)).toEqual({
    min: Date.parse('2025-11-01T00:00:00.123Z'),
    max: Date.parse('2025-11-01T00:00:00.123Z'),
    known: 1,
    missing: 1,
  });
  expect(rangeOfField(db, { query: 'action:y', field: 'confidence' }, unwatched)).toEqual({
    min: null,
    max: null,
    known: 0,
    missing: 1,
  });
});
