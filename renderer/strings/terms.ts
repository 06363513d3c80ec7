import { counted, countText } from '../text/numbers.ts';

/** The search-terms report: what each of a list of queries finds. */
export const termsWords = {
  open: 'Search terms report…',
  title: 'Search terms report',
  help: 'For each term: how many entries match it, how often its words occur, and how many entries no other term matches. A term is a query.',
  within: (query: string) => (query === '' ? 'In all entries.' : `Within the current query: ${query}`),
  terms: 'Terms, one per line',
  run: 'Count',
  running: 'Counting search terms',
  again: 'Change the terms',
  save: 'Save as CSV',
  sum: (entries: number, total: number) =>
    `${counted(entries, 'entry', 'entries')} of ${countText(total)} found by any term`,
  term: 'Term',
  entries: 'Entries',
  unique: 'Only this term',
  hits: 'Hits',
  notCounted: 'not counted',
} as const;
