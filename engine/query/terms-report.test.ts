import { expect, it } from 'vitest';
import { addAnnotation } from '../annotation/annotate.ts';
import { unwatched } from '../task.ts';
import { countTerms } from './terms-report.ts';
import { makeCase } from './testing/memory-case.ts';

const db = makeCase([
  { values: { note: 'Spectral noise, spectral lines', verdict: 'ai_generated' } },
  { values: { note: 'skirting board', verdict: 'authentic', resource: 'board' } },
  { values: { verdict: 'authentic' } },
  { values: { note: 'a spectre', verdict: 'broken' } },
]);
addAnnotation(db, { on: { entries: [3] }, mark: { note: 'SPECTRAL, says the expert' }, author: 'R' });
const count = (terms: string[], query = '') => countTerms(db, { query, terms }, unwatched);

it('counts what each term finds, how often, and what it alone finds', () => {
  const terms = [
    'spectral',
    'spec*',
    'word:board',
    '/sk\\w+/',
    'verdict:authentic',
    'note:board',
    'nothing',
    'board -skirting',
  ];
  const report = count(terms);
  expect(report.terms.map(({ hits, unique, entries }) => [hits, unique, entries])).toEqual([
    [3, 0, 2],
    [4, 1, 3],
    [2, 0, 1],
    [1, 0, 1],
    [2, 0, 2],
    [1, 0, 1],
    [0, 0, 0],
    [0, 0, 0],
  ]);
  expect(report).toMatchObject({ query: '', total: 4, entries: 4 });
});

it('counts within a query', () => {
  const report = count(['spectral', 'board', ''], 'verdict:authentic');
  expect(report.total).toBe(2);
  expect(report.terms.map(({ hits, unique, entries }) => [hits, unique, entries])).toEqual([
    [1, 0, 1],
    [2, 0, 1],
    [2, 0, 2],
  ]);
  expect(count(['spectral', 'board'], 'verdict:authentic').terms.map(({ unique }) => unique)).toEqual([1, 1]);
});

it('says of a term that does not read why, and goes on', () => {
  const [wrong, regex, right] = count(['verdikt:x', '/(/', 'board']).terms;
  expect(wrong).toEqual({
    term: 'verdikt:x',
    hits: 0,
    unique: 0,
    entries: 0,
    fault: expect.stringMatching(/^position 1: .*did you mean verdict\?/),
  });
  expect(regex?.fault).toMatch(/^position 2: /);
  expect(right).toMatchObject({ entries: 1, fault: null });
  expect(() => count(['board'], 'verdikt:x')).toThrow('position 1');
});
