/** Case files of somebody who had the schema say something else for a moment: values of other types, and indexes that leave out rows. */
import { expect, it, onTestFinished } from 'vitest';
import { openReadable, openWritable } from '../case/open.ts';
import { lastReport } from './last-report.ts';
import { tamper, verified } from './testing/chained-case.ts';
import { copyOfCase } from './testing/full-case.ts';
import { changeUnder, withoutTypes } from './testing/schema-changes.ts';

it.each([
  "UPDATE source SET name = x'00'",
  'UPDATE source SET sha256 = NULL',
  "UPDATE source SET entries = 'many'",
  'UPDATE case_info SET title = NULL',
  "UPDATE case_info SET uuid = x'00ff'",
  "INSERT INTO container VALUES (9, 'a', 'b', 'zip', 'long', x'00', x'00', 'now')",
])('what nearly everything reads is of another type: %s', async (sql) => {
  const path = await copyOfCase();
  changeUnder(path, withoutTypes, sql);
  const refused = expect.objectContaining({ code: 'CASE_CORRUPT' });
  expect(() => openReadable(path)).toThrow(refused);
  expect(() => openWritable(path)).toThrow(refused);
});

const storageCodes = async (path: string) =>
  (await verified(path)).findings.filter(({ axis }) => axis === 'storage').map(({ code }) => code);

it.each([
  ['STORAGE_TABLE', 'UPDATE quarantine SET detail = NULL'],
  ['STORAGE_TABLE', "UPDATE finding SET body = x'00'"],
  ['STORAGE_TABLE', "UPDATE term SET value = x'00' WHERE code = 0"],
  ['STORAGE_TABLE', 'UPDATE term SET value = NULL'],
  ['STORAGE_TABLE', "UPDATE custody SET details = x'7b7d' WHERE seq = 2"],
  ['STORAGE_TABLE', 'UPDATE annotation SET salt = NULL'],
  ['STORAGE_TABLE', 'UPDATE annotation SET entries = NULL'],
  ['STORAGE_TABLE', 'UPDATE annotation SET others = NULL'],
  ['STORAGE_TABLE', "UPDATE duplicate SET offset = 'nowhere'"],
  ['STORAGE_ENTRY', "UPDATE entry_row SET content = '0123456789abcdef0123456789abcdef' WHERE id = 3"],
  ['STORAGE_ENTRY', "UPDATE entry_row SET ordinal = x'02' WHERE id = 3"],
  ['STORAGE_ENTRY', "UPDATE entry_row SET note = x'00' WHERE id = 3"],
  ['STORAGE_UNREADABLE', "UPDATE chunk SET data = 'text'"],
  ['STORAGE_UNREADABLE', 'UPDATE chunk SET data = NULL'],
  ['STORAGE_UNREADABLE', "UPDATE chunk SET length = x'00'"],
])('a value of another type is %s: %s', async (code, sql) => {
  const path = await copyOfCase();
  changeUnder(path, withoutTypes, sql);
  expect(await storageCodes(path)).toContain(code);
});

it.each([
  ['quarantine_source', "INSERT INTO quarantine VALUES (99, 1, 1, 1, 1, 'TOO_LONG', 'x')"],
  ['duplicate_source', 'INSERT INTO duplicate VALUES (99, 1, 1, 1, 1, 1, 1)'],
  ['duplicate_entry', 'UPDATE duplicate SET entry = 2'],
  ['finding_entry', 'UPDATE finding SET entry = 2'],
  ['annotation_action', "UPDATE annotation SET action = 'x'"],
  ['search_parent', "INSERT INTO search VALUES (99, 'x', NULL, '', 0, '')"],
])('the index %s leaves something out', async (index, sql) => {
  const path = await copyOfCase();
  changeUnder(path, (schema) => schema.prepare('DELETE FROM sqlite_schema WHERE name = ?').run(index), sql);
  expect(await storageCodes(path)).toContain('STORAGE_TABLE');
});

it('a recorded report that is no JSON is told of where it is asked for', async () => {
  const path = await copyOfCase();
  tamper(path, (db) => db.exec("UPDATE verification SET report = 'x'"));
  const db = openReadable(path);
  onTestFinished(() => void db.close());
  expect(() => lastReport(db)).toThrow(expect.objectContaining({ code: 'CASE_CORRUPT' }));
});
