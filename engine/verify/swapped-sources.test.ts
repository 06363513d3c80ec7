import { expect, it } from 'vitest';
import {
  failing,
  importFiles,
  makeEntry,
  ndjson,
  tamper,
  temporaryFolder,
  verified,
  write,
} from './testing/chained-case.ts';

const entries = (from: number, count: number) => Array.from({ length: count }, (_, n) => makeEntry(from + n));

/** What is found of a case of two sources that share an entry, after a change of its rows. */
async function foundAfter(sql: string) {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  const second = [...entries(1000, 130), makeEntry(7), ...entries(1130, 70)];
  await importFiles(path, [
    write(folder, 'a.ndjson', ndjson(entries(0, 300))),
    write(folder, 'b.ndjson', ndjson(second)),
  ]);
  tamper(path, (db) => db.exec(sql));
  const report = await verified(path);
  const storage = report.findings.filter(
    ({ axis, subject }) => axis === 'storage' && subject.startsWith('source '),
  );
  return { failing: failing(report), storage };
}

const swapRows = 'UPDATE entry_row SET source = 3 - source;';
const swapChunks = 'UPDATE chunk SET source = -source; UPDATE chunk SET source = 3 + source;';
const swapSources = 'UPDATE source SET id = -id; UPDATE source SET id = 3 + id;';

it('entries under the number of another source are one finding of each source', async () => {
  const { failing: fails, storage } = await foundAfter(swapRows);
  expect(fails).toEqual(['storage source 1', 'storage source 2']);
  expect(storage.map(({ subject, message, actual }) => `${subject}: ${message}: ${actual}`)).toEqual([
    'source 1: the case file lists 300 entries of this source, this one the first, under the number of another: source 2',
    'source 2: the case file lists 200 entries of this source, this one the first, under the number of another: source 1',
  ]);
});

it('an entry among them that was changed besides is told of too', async () => {
  const { storage } = await foundAfter(`${swapRows} UPDATE entry_row SET note = 'other' WHERE id = 40`);
  expect(storage.filter(({ message }) => message.startsWith("the case file's note"))).toMatchObject([
    { subject: 'source 1', ordinal: 39, actual: 'other' },
  ]);
  expect(storage.length).toBe(3);
});

it('an entry under the number of another source, of which all else was changed too, is none of its entries', async () => {
  const { storage } = await foundAfter(
    'UPDATE entry_row SET source = 2, content = zeroblob(32) WHERE id IN (5, 6)',
  );
  expect(storage.map(({ message }) => message)).toEqual(
    Array(2).fill('the bytes hold a record that the case file does not list'),
  );
});

it.each([
  ['bytes', swapChunks],
  ['bytes and entries', swapRows + swapChunks],
  ['what is said of them', swapSources],
  ['what is said of them, and entries', swapSources + swapRows],
])('%s of two sources exchanged are one finding of each', async (_, sql) => {
  const { failing: fails, storage } = await foundAfter(sql);
  expect(fails).toEqual(expect.arrayContaining(['storage source 1', 'storage source 2']));
  expect(storage.map(({ subject, message }) => `${subject}: ${message}`)).toEqual([
    'source 1: the bytes that are stored for it are those of source 2',
    'source 2: the bytes that are stored for it are those of source 1',
  ]);
});
