/** Imports into a case whose rows somebody renumbered: told as damage, and nothing is added. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openReadable } from '../case/open.ts';
import {
  importFiles,
  makeEntry,
  ndjson,
  tamper,
  temporaryFolder,
  trail,
  write,
} from '../verify/testing/chained-case.ts';

it.each([
  ['below zero', 'UPDATE source SET id = -1', /numbers a source -1/],
  ['zero', 'UPDATE source SET id = 0', /numbers a source 0/],
  ['beyond what is exact', 'UPDATE source SET id = 9007199254740993', /numbers a source 9007199254740992/],
  ['the greatest', 'UPDATE source SET id = 9223372036854775807', /numbers a source/],
  [
    'of chunks that are there before their source',
    'INSERT INTO chunk (source, seq, length, encoding, data) SELECT 2, seq, length, encoding, data FROM chunk',
    /UNIQUE constraint failed/,
  ],
])('a source whose number is %s', async (_, sql, message) => {
  const folder = temporaryFolder();
  const path = join(folder, 'c.casebound');
  await importFiles(path, [write(folder, 'a.ndjson', ndjson(trail(3)))]);
  tamper(path, (db) => db.exec(sql));
  const more = write(folder, 'b.ndjson', ndjson([makeEntry(50)]));
  await expect(importFiles(path, [more])).rejects.toMatchObject({
    code: 'CASE_CORRUPT',
    message: expect.stringMatching(message),
  });
  const db = openReadable(path);
  expect(db.prepare('SELECT count(*) FROM entry_row').pluck().get()).toBe(3);
  db.close();
});
