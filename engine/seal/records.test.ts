import { expect, test } from 'vitest';
import type { PackRecord } from './records.ts';
import { PackRecords, sourcesOf } from './records.ts';

const record = (n: number): PackRecord => ({
  source: n < 3 ? 1 : 2,
  ordinal: n,
  sourceOffset: 2 ** 40 + n,
  length: 500 + n,
  entry: 2 ** 33 + n,
  duplicate: n === 3,
});
const array = [0, 1, 2, 3, 4].map(record);
const columns = PackRecords.of(array, array.length);

test('records as columns are the records', () => {
  expect([...columns]).toEqual(array);
  expect([...columns.entries()]).toEqual([...array.entries()]);
  expect(columns.length).toBe(5);
  expect(columns.at(3)).toEqual(array[3]);
  expect(columns.at(5)).toBeUndefined();
  for (const [from, to] of [
    [0, 5],
    [1, 3],
    [4, 9],
    [5, 9],
  ] as const)
    expect(columns.slice(from, to)).toEqual(array.slice(from, to));
  expect(columns.filter(({ duplicate }) => duplicate)).toEqual([array[3]]);
  expect(sourcesOf(columns)).toEqual(new Set([1, 2]));
  expect([...new PackRecords(structuredClone(columns.columns))]).toEqual(array);
});
