import { describe, expect, it } from 'vitest';
import type { EntryRow } from '../../shared/domain/case.ts';
import { type ColumnValues, columns } from '../../shared/domain/columns.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { onlyValue, withTerms } from '../query/term-edit.ts';
import { cellTerms, cellTermsOut, rowsAsText } from './cell-terms.ts';

const nothing = Object.fromEntries(columns.map(({ name }) => [name, null])) as ColumnValues;
const row: EntryRow = {
  id: 1,
  source: 1,
  ordinal: 0,
  integrity: 'broken',
  conflict: false,
  tags: ['hot', 'two "words"'],
  notes: 0,
  codes: {},
  reviewed: false,
  values: {
    ...nothing,
    verdict: 'ai_generated',
    confidence: 0.92,
    time: '2025-11-04T14:10:31.847Z',
    note: 'a\tb',
  },
};

describe('a cell as a query', () => {
  it.each([
    ['verdict', ['verdict:"ai_generated"'], ['-verdict:"ai_generated"']],
    ['confidence', ['confidence:0.92'], ['-confidence:0.92']],
    ['integrity', ['integrity:broken'], ['-integrity:broken']],
    ['action', ['-action:*'], ['action:*']],
    ['tags', ['tag:"hot"', 'tag:"two \\"words\\""'], ['-(tag:"hot" tag:"two \\"words\\"")']],
    ['time', ['time:"2025-11-04T14:10:31.847Z"'], ['-time:"2025-11-04T14:10:31.847Z"']],
  ] as const)('%s is filtered in and out', (column, into, out) => {
    expect([cellTerms(row, column), cellTermsOut(row, column)]).toEqual([into, out]);
    for (const term of [...into, ...out]) expect(() => parseQuery(term)).not.toThrow();
  });

  it('is added to what is asked already, once', () => {
    const once = withTerms('product:frame_detect', cellTerms(row, 'verdict'));
    expect(withTerms(once, cellTerms(row, 'verdict'))).toBe(once);
    expect(once).toContain('verdict:ai_generated');
    expect(onlyValue('case_id:a,b verdict:x', 'case_id', 'c')).toBe('verdict:x case_id:c');
  });
});

it('rows are copied with their exact values under their headings', () => {
  const shown = [
    { name: 'verdict', heading: 'Verdict' },
    { name: 'note', heading: 'Note' },
    { name: 'tags', heading: 'Tags' },
  ] as const;
  expect(rowsAsText([row], shown)).toBe('Verdict\tNote\tTags\nai_generated\t"a\tb"\t"hot; two ""words"""');
});
