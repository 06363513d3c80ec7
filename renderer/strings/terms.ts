import { counted, countText } from '../text/numbers.ts';

/** The search-terms report: what each of a list of queries finds. */
export const termsWords = {
  open: 'Search terms report…',
  title: 'Search terms report',
  help: 'How much each term finds, how often its words stand there, and what no other term finds. A term is a query.',
  within: (query: string) => (query === '' ? 'In all entries.' : `In what matches now: ${query}`),
  terms: 'Terms, one a line',
  run: 'Count',
  running: 'Counting search terms',
  again: 'Change the terms',
  sum: (entries: number, total: number) =>
    `${counted(entries, 'entry', 'entries')} of ${countText(total)} found by any term`,
  term: 'Term',
  entries: 'Entries',
  unique: 'Only by this',
  hits: 'Hits',
} as const;
