import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { Scratch } from '../proof/scratch.ts';
import { type PackRecord, PackRecords, RecordWriter, sourcesOf } from './records.ts';

const record = (n: number): PackRecord => ({
  source: n < 3 ? 1 : 2,
  ordinal: n,
  sourceOffset: 2 ** 40 + n,
  length: 500 + n,
  entry: 2 ** 33 + n,
  duplicate: n === 3,
});
const array = [0, 1, 2, 3, 4].map(record);

/** The same again in a file, of more than one window. */
function inFile(count: number) {
  const scratch = new Scratch([tmpdir()]);
  const writer = new RecordWriter(scratch);
  for (let n = 0; n < count; n++) writer.add(record(n));
  return { scratch, records: writer.finish() };
}

test('records as rows are the records', () => {
  const rows = PackRecords.of(array);
  expect([...rows]).toEqual(array);
  expect([...rows.entries()]).toEqual([...array.entries()]);
  expect(rows.length).toBe(5);
  expect(rows.at(3)).toEqual(array[3]);
  expect(rows.at(5)).toBeUndefined();
  for (const [from, to] of [
    [0, 5],
    [1, 3],
    [4, 9],
    [5, 9],
  ] as const)
    expect(rows.slice(from, to)).toEqual(array.slice(from, to));
  expect(rows.filter(({ duplicate }) => duplicate)).toEqual([array[3]]);
  expect(sourcesOf(rows)).toEqual(new Set([1, 2]));
  expect([...new PackRecords(structuredClone(rows.place))]).toEqual(array);
});

test('and so are those in a file, for each that reads it, in any order', () => {
  const { scratch, records } = inFile(1700);
  const other = new PackRecords(structuredClone(records.place));
  for (const n of [0, 511, 512, 1699, 1024, 1023, 3]) {
    expect(records.at(n)).toEqual(record(n));
    expect(other.at(1699 - n)).toEqual(record(1699 - n));
  }
  expect(records.at(1700)).toBeUndefined();
  expect(records.slice(1000, 1100)).toEqual(Array.from({ length: 100 }, (_, i) => record(1000 + i)));
  expect([...other].map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 1700 }, (_, n) => n));
  scratch.close();
});

test('of none there is none', () => {
  expect([...PackRecords.of([])]).toEqual([]);
  expect(PackRecords.of([]).at(0)).toBeUndefined();
});
