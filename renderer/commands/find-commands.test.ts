import { expect, it } from 'vitest';
import { findCommands } from './find-commands.ts';

const titles = {
  'screen.review': 'Go to Review',
  'row.all': 'Select all matches',
  'case.seal': 'Seal a pack',
} as const;
const ids = ['screen.review', 'row.all', 'case.seal'] as const;
const find = (text: string) => findCommands(text, ids, (id) => titles[id as keyof typeof titles]);

it.each([
  ['', ['screen.review', 'row.all', 'case.seal']],
  ['SE', ['row.all', 'case.seal']],
  ['a pack', ['case.seal']],
  ['review go', ['screen.review']],
  ['nothing', []],
])('%j finds %j', (text, found) => {
  expect(find(text)).toEqual(found);
});

it('puts first what begins with the text', () => {
  expect(find('a')[0]).toBe('row.all');
  expect(find('seal')).toEqual(['case.seal']);
});
