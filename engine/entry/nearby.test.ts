import { expect, it } from 'vitest';
import { openReadable } from '../case/open.ts';
import {
  type ChainedEntry,
  importFiles,
  makeEntry,
  ndjson,
  temporaryFolder,
  trail,
  write,
} from '../verify/testing/chained-case.ts';
import { recordsAround } from './nearby.ts';

const entries = trail(6);
const paths = { hash: 'entry_hash', previous: 'prev_hash' };

async function around(ordinal: number, source = 1, wish = { before: 1, after: 1 }) {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  const lines = ndjson([entries[0] as ChainedEntry, 'no entry', ...entries.slice(1)]);
  await importFiles(path, [write(folder, 'a.ndjson', lines)]);
  // The second source repeats an entry of the first, between two of its own.
  const more = ndjson([makeEntry(50), entries[2] as ChainedEntry, { ...makeEntry(51), entry_hash: 7 }]);
  await importFiles(path, [write(folder, 'b.ndjson', more)]);
  const db = openReadable(path);
  try {
    return recordsAround(db, { source, ordinal, ...wish, ...paths });
  } finally {
    db.close();
  }
}

it('a record stands between its neighbours, with what each states of the chain', async () => {
  const records = await around(2);
  expect(records.map(({ ordinal, line, entryId }) => [ordinal, line, entryId])).toEqual([
    [1, 3, 'log_1'],
    [2, 4, 'log_2'],
    [3, 5, 'log_3'],
  ]);
  const [before, here] = records;
  expect(here?.previous).toBe(before?.hash);
  expect(here?.hash).toBe(entries[2]?.entry_hash);
});

it('at either end there are fewer', async () => {
  expect((await around(0, 1, { before: 3, after: 0 })).map(({ ordinal }) => ordinal)).toEqual([0]);
  expect((await around(5, 1, { before: 0, after: 9 })).map(({ ordinal }) => ordinal)).toEqual([5]);
});

it('a duplicate stands at its own place, and is the entry that it repeats', async () => {
  const records = await around(1, 2);
  expect(records.map(({ entry, duplicate, line }) => [entry, duplicate, line])).toEqual([
    [7, false, 1],
    [3, true, 2],
    [8, false, 3],
  ]);
  expect(records[2]).toMatchObject({ hash: null, previous: null });
});

it('of a source that is not there is an error that says which there are', async () => {
  await expect(around(0, 9)).rejects.toThrow(/no source 9/);
});
