import { expect, it } from 'vitest';
import { addAnnotation } from '../annotation/annotate.ts';
import { unwatched } from '../task.ts';
import { caseFields } from './case-fields.ts';
import { countFacets } from './facets.ts';
import { matchedIds } from './results.ts';
import { makeCase } from './testing/memory-case.ts';

const db = makeCase(
  [
    {
      values: {},
      raw: Buffer.from('{"data":{"type":"jpeg","size":5},"signals":[{"name":"a"},{"name":"b"}],"x":null}'),
    },
    { values: {}, raw: Buffer.from('{"data":{"type":"png","a.b":true},"signals":[{"name":"a"}]}') },
    { source: 2, values: {}, raw: Buffer.from('log_1,C-1,"[{""score"":0.5}]"') },
    { source: 2, values: {}, raw: Buffer.from('log_2,,') },
  ],
  ':memory:',
  { form: 'table', encoding: 'utf-8', delimiter: ',', header: ['log_id', 'context.case_id', 'signals'] },
);
addAnnotation(db, {
  on: { entries: [1, 3] },
  mark: { code: { field: 'relevance', value: 'hot' } },
  author: 'R',
});

it('tells the paths of entries, in JSON and in tables, and the coding fields', () => {
  const fields = caseFields(db, unwatched);
  const paths = fields.filter(({ kind }) => kind === 'path');
  expect(Object.fromEntries(paths.map(({ name, types }) => [name, types]))).toEqual({
    '.data': ['object'],
    '.signals': ['object'],
    'data.type': ['text'],
    'data.size': ['number'],
    'data."a.b"': ['boolean'],
    'signals.name': ['text'],
    '.log_id': ['text'],
    'context.case_id': ['text'],
    'signals.score': ['number'],
  });
  expect(paths.find(({ name }) => name === 'data.type')?.examples).toEqual(['jpeg', 'png']);
  const coding = fields.find(({ name }) => name === 'code.relevance');
  expect(coding?.examples).toContain('hot');
});

it('counts entries by path and by coding field, each value of a list once', () => {
  const fields = [
    'signals.name',
    '.signals.name',
    'context.case_id',
    'code.relevance',
    'code.Relevance',
    'data.size',
  ];
  const counted = countFacets(db, { query: '', fields, top: 10 }, unwatched);
  expect(counted['signals.name']).toEqual({
    values: [
      { value: 'a', count: 2 },
      { value: 'b', count: 1 },
    ],
    missing: 2,
    distinct: 2,
  });
  expect(counted['.signals.name']).toEqual(counted['signals.name']);
  expect(counted['context.case_id']?.values).toEqual([{ value: 'C-1', count: 1 }]);
  expect(counted['code.relevance']).toEqual({
    values: [{ value: 'hot', count: 2 }],
    missing: 2,
    distinct: 1,
  });
  expect(counted['code.Relevance']).toEqual(counted['code.relevance']);
  expect([...matchedIds(db, { query: 'code.RELEVANCE:hot' }, unwatched)]).toEqual([1, 3]);
  const narrowed = countFacets(
    db,
    { query: 'data.type:png', fields: ['data.type', 'data.size'], top: 10 },
    unwatched,
  );
  expect(narrowed['data.type']?.distinct).toBe(2);
  expect(narrowed['data.size']).toEqual({ values: [], missing: 1, distinct: 0 });
});

it('refuses to count by what is no field', () => {
  for (const field of ['verdikt', 'a b.c', 'data.', 'code.a.b', 'verdict:x OR data.y'])
    expect(() => countFacets(db, { query: '', fields: [field], top: 10 }, unwatched), field).toThrow(
      'cannot be counted',
    );
});
