import { expect, it } from 'vitest';
import { columnBeside } from './column-beside.ts';

const columns = [{ name: 'entry_id' }, { name: 'time' }, { name: 'product' }] as const;

it('an arrow leads to the column beside the active one, and stays at either end', () => {
  expect(columnBeside(columns, 'time', 1)).toBe('product');
  expect(columnBeside(columns, 'time', -1)).toBe('entry_id');
  expect(columnBeside(columns, 'product', 1)).toBe('product');
  expect(columnBeside(columns, 'entry_id', -1)).toBe('entry_id');
});

it('either arrow leads to the first column where no shown cell is active', () => {
  expect(columnBeside(columns, null, 1)).toBe('entry_id');
  expect(columnBeside(columns, null, -1)).toBe('entry_id');
  expect(columnBeside(columns, 'verdict', -1)).toBe('entry_id');
  expect(columnBeside([], 'verdict', 1)).toBe(null);
});
