import { expect, it } from 'vitest';
import type { SourceInfo } from '../../shared/domain/case.ts';
import type { Finding } from '../../shared/domain/verification.ts';
import { findingQuery } from './finding-query.ts';

const sources = [
  { id: 1, name: 'audit.ndjson' },
  { id: 2, name: 'export.json' },
  { id: 3, name: 'audit.ndjson' },
] as unknown as readonly SourceInfo[];
const found = (subject: string, entryId?: string) =>
  ({ subject, ...(entryId === undefined ? {} : { entryId }) }) as unknown as Finding;

it('the entry of a finding is looked for in its source alone, by a name that is of no other', () => {
  expect(findingQuery(found('source 2', 'log_1'), sources)).toBe('entry_id:log_1 source:export.json');
  expect(findingQuery(found('source 3', 'log_1'), sources)).toBe('entry_id:log_1 source:3');
});

it('it is looked for everywhere where the finding is about no source of the case', () => {
  expect(findingQuery(found('case', 'log_1'), sources)).toBe('entry_id:log_1');
  expect(findingQuery(found('source 9', 'log_1'), sources)).toBe('entry_id:log_1');
});

it('a finding about no single entry leads to none', () => {
  expect(findingQuery(found('source 2'), sources)).toBe(null);
});
