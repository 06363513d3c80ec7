import { expect, it } from 'vitest';
import { addAnnotation } from '../annotation/annotate.ts';
import type { WritableDb } from '../case/database.ts';
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

const pathsOf = (db: WritableDb) => caseFields(db, unwatched).filter(({ kind }) => kind === 'path');
const paths = (raws: readonly string[]) =>
  pathsOf(makeCase(raws.map((raw) => ({ values: {}, raw: Buffer.from(raw) }))));

it('names the types of a path with the most frequent first', () => {
  const [field] = paths(['{"a":true}', '{"a":1}', '{"a":"x"}', '{"a":1}', '{"a":"y"}', '{"a":1}']);
  expect(field).toMatchObject({ name: '.a', types: ['number', 'text', 'boolean'] });
});

it('gives no example that is longer than a person reads, and never a part of one', () => {
  const [longest, over] = ['x'.repeat(80), 'y'.repeat(81)];
  expect(paths([JSON.stringify({ a: over }), JSON.stringify({ a: longest })])[0]?.examples).toEqual([
    longest,
  ]);
  expect(paths(['{"a":"\\ud800"}'])).toMatchObject([{ name: '.a', types: ['text'], examples: [] }]);
});

it('is bounded in what it tells of entries that were made to have no end', () => {
  const many = JSON.stringify(Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`n${n}`, n])));
  expect(paths([many])).toHaveLength(500);
  const values = Array.from({ length: 30 }, (_, n) => JSON.stringify({ a: n }));
  expect(paths(values)[0]?.examples).toHaveLength(20);
  const withList = (length: number) => `{"a":${JSON.stringify(Array(length).fill(0))},"b":{"inner":1}}`;
  const names = (raw: string) =>
    paths([raw])
      .map(({ name }) => name)
      .sort();
  expect(names(withList(4_000))).toEqual(['.a', '.b', 'b.inner']);
  expect(names(withList(6_000))).toEqual(['.a', '.b']);
});

it('skips names that cannot be written, and members that hold nothing', () => {
  const raw = '{"\\ud800":1,"none":null,"there":{"\\ud800":2}}';
  expect(paths([raw])).toMatchObject([{ name: '.there', types: ['object'], examples: [] }]);
});

it('takes dots in a heading for a path, and in the name of a member for what they are', () => {
  expect(paths(['{"a.b":1}'])).toMatchObject([{ name: '."a.b"', types: ['number'], examples: ['1'] }]);
  const header = ['a.b', '.c', 'd.'];
  const table = makeCase([{ source: 2, values: {}, raw: Buffer.from('1,2,3') }], ':memory:', {
    form: 'table',
    encoding: 'utf-8',
    delimiter: ',',
    header,
  });
  expect(pathsOf(table).map(({ name }) => name)).toEqual(['a.b', '.".c"', '."d."']);
});

it('tells what came in since it was asked before', () => {
  const db = makeCase([{ values: {}, raw: Buffer.from('{"a":1}') }]);
  expect(pathsOf(db).map(({ name }) => name)).toEqual(['.a']);
  expect(pathsOf(db).map(({ name }) => name)).toEqual(['.a']);
  db.exec(
    `UPDATE chunk SET length = 16, data = CAST('{"a":1}' || char(10) || '{"b":2}' || char(10) AS BLOB) WHERE source = 1;
     INSERT INTO entry_row (source, ordinal, line, offset, length, content) VALUES (1, 1, 2, 8, 7, zeroblob(32))`,
  );
  expect(pathsOf(db).map(({ name }) => name)).toEqual(['.a', '.b']);
});

it('tells the coding fields of the layout with their values before any entry is coded', () => {
  const fresh = makeCase([{ values: {} }]);
  const before = caseFields(fresh, unwatched).filter(({ kind }) => kind === 'coding');
  expect(before.length).toBeGreaterThan(0);
  addAnnotation(fresh, {
    on: { entries: [1] },
    mark: { code: { field: 'room', value: 'B 12' } },
    author: 'R',
  });
  const after = caseFields(fresh, unwatched).filter(({ kind }) => kind === 'coding');
  const room = { name: 'code.room', kind: 'coding', types: ['text'], examples: ['B 12'] };
  expect(after).toEqual([...before, room]);
  addAnnotation(fresh, {
    on: { entries: [1] },
    mark: { code: { field: 'room', value: 'B'.repeat(81) } },
    author: 'R',
  });
  expect(caseFields(fresh, unwatched).find(({ name }) => name === 'code.room')).toEqual({
    ...room,
    examples: [],
  });
});
