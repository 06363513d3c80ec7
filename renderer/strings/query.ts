import { counted } from '../text/numbers.ts';

export const queryWords = {
  label: 'Query',
  placeholder: 'Search, such as verdict:ai_generated confidence:>=0.9 "water line"',
  clear: 'Clear the query',
  focusKey: 'Press / to write a query',
  syntax: 'How to write a query',
  examples: [
    ['water line', 'both words, anywhere in text, notes and annotations'],
    ['"water line"', 'the phrase'],
    ['verdict:authentic,inconclusive', 'any of these values'],
    ['-action:approved', 'all others, entries without a value too'],
    ['confidence:>=0.9', 'compare a number: > >= < <='],
    ['time:2025-11-01..2025-11-30', 'from and to, both included, UTC'],
    ['image_id:*', 'has a value'],
    ['raw:C2PA', 'in the exact bytes'],
    ['integrity:broken', 'verified, broken, unverifiable, unchecked'],
    ['tag:hot  has:note', 'what was annotated'],
    ['a OR (b AND NOT c)', 'combine'],
  ],
  chips: 'Terms of the query',
  is: 'is',
  not: 'not',
  turn: (term: string, negated: boolean) =>
    negated ? `not: ask for ${term.replace(/^-/, '')}` : `is: exclude ${term}`,
  edit: 'Edit',
  remove: (term: string) => `Remove ${term}`,
  removes: (count: number) => `takes away ${counted(count, 'entry', 'entries')}`,
  suggestions: 'Suggestions',
} as const;
