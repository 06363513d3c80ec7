import { expect, test } from 'vitest';
import { lettingGo } from './staying.ts';
import type { PlacedColumn } from './use-columns.ts';

/** Three that are pinned, and one that is not. */
const columns = [
  { name: 'entry_id', size: 160, stays: 0 },
  { name: 'time', size: 186, stays: 160 },
  { name: 'integrity', size: 118, stays: 346 },
  { name: 'product', size: 104, stays: null },
] as unknown as readonly PlacedColumn[];

test.each([
  ['all of them', 1000, ['entry_id', 'time', 'integrity']],
  ['those that leave room', 650, ['entry_id', 'time']],
  ['one, whatever room there is', 100, ['entry_id']],
  ['all of them before the width is known', 0, ['entry_id', 'time', 'integrity']],
])('in a grid, %s stay: %i pixels', (_, width, staying) => {
  const stay = lettingGo(columns, width).filter(({ stays }) => stays !== null);
  expect(stay.map(({ name }) => name)).toEqual(staying);
});
