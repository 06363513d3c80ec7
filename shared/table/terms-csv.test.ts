import { expect, it } from 'vitest';
import { termsCsv } from './terms-csv.ts';

it('has the counts of each term, none for one that could not be asked, and no formula', () => {
  const terms = [
    { term: '"water line"', hits: 1200, unique: 0, entries: 3, fault: null },
    { term: '-verdict:broken', hits: 0, unique: 0, entries: 0, fault: null },
    { term: 'a (', hits: 0, unique: 0, entries: 0, fault: 'position 4: expected a term' },
  ];
  expect(termsCsv({ query: '', total: 9, entries: 3, terms }).split('\r\n')).toEqual([
    'term,hits,unique,entries,fault',
    '"""water line""",1200,0,3,',
    "'-verdict:broken,0,0,0,",
    'a (,,,,position 4: expected a term',
    '',
  ]);
});
