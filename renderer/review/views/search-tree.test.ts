import { expect, it } from 'vitest';
import { searchTree } from './search-tree.ts';

const search = (id: number, parent: number | null) => ({
  id,
  parent,
  query: `q${id}`,
  matched: null,
  time: '2025-11-01T00:00:00.000Z',
});
const lines = (...searches: ReturnType<typeof search>[]) =>
  searchTree(searches).map(({ search: { id }, depth }) => `${'-'.repeat(depth)}${id}`);

it('each stands under the one that it was changed from, the latest branch first', () => {
  // The latest first: 6 goes on from 1, whose branch so comes before 5.
  expect(lines(search(6, 1), search(5, null), search(4, 2), search(2, 1), search(1, null))).toEqual([
    '1',
    '-6',
    '-2',
    '--4',
    '5',
  ]);
});

it('what came from a search that is not listed stands alone', () => {
  expect(lines(search(9, 3), search(8, 9))).toEqual(['9', '-8']);
});
