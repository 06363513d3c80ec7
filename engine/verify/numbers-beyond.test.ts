/** Rows under numbers that Casebound never gives, below zero and beyond 2^53, where they are not exact in JavaScript: none is overlooked. */
import { expect, it } from 'vitest';
import { storedColumns } from '../case/schema.ts';
import {
  failing,
  importFiles,
  ndjson,
  tamper,
  temporaryFolder,
  trail,
  verified,
  write,
} from './testing/chained-case.ts';
import { failingAfter } from './testing/full-case.ts';

const least = '-9223372036854775808';
const most = '9223372036854775807';
const inexact = '9007199254740993';
const beyond = [least, `-${inexact}`, '-1', inexact, most];

const entryAs = (id: string) =>
  `INSERT INTO entry_row SELECT ${id}, source, ordinal, line, offset, length, content, ${storedColumns.join(', ')}, NULL FROM entry_row WHERE id = 3`;

it.each([
  ['an entry', entryAs],
  ['an ordinal of an entry', (n: string) => `UPDATE entry_row SET ordinal = ${n} WHERE id = 3`],
  ['a chunk', (n: string) => `INSERT INTO chunk SELECT 99, 1, ${n}, 1, 'stored', x'0a'`],
  ['a repeated record', (n: string) => `INSERT INTO duplicate SELECT 99, 1, ${n}, 9, 9, 9, 1`],
  ['a row of a repeated record', (n: string) => `INSERT INTO duplicate SELECT ${n}, 2, ${n}, 9, 9, 9, 1`],
  ['a quarantined span', (n: string) => `INSERT INTO quarantine SELECT 99, 1, 9, ${n}, 9, 'TOO_LONG', 'x'`],
  ['a value', (n: string) => `INSERT INTO term VALUES ('verdict', ${n}, 'fabricated')`],
  ['a conflict', (n: string) => `UPDATE entry_row SET conflicts_with = ${n} WHERE id = 3`],
] as const)('%s', async (_, sql) => {
  for (const number of beyond) {
    const found = await failingAfter((db) => db.exec(sql(number)));
    expect([number, found.some((axis) => axis.startsWith('storage'))]).toEqual([number, true]);
  }
});

it.each(['custody', 'annotation'])('an event of the %s log', async (log) => {
  for (const number of beyond) {
    const others = log === 'custody' ? '' : ', salt, entries, others';
    const rest = `time, actor, action, details, prev, hash${others}`;
    for (const sql of [
      `UPDATE ${log} SET seq = ${number} WHERE seq = 2`,
      `INSERT INTO ${log} SELECT ${number}, ${rest} FROM ${log} WHERE seq = 2`,
    ]) {
      const found = await failingAfter((db) => db.exec(sql));
      expect([sql, found.some((axis) => axis.startsWith('custody'))]).toEqual([sql, true]);
    }
  }
});

it('a verification that is recorded', async () => {
  for (const number of beyond) {
    const sql = `UPDATE verification SET id = ${number}`;
    expect([sql, await failingAfter((db) => db.exec(sql))]).toEqual([
      sql,
      expect.arrayContaining(['custody case']),
    ]);
  }
});

it('a declaration that is neither yes nor no', async () => {
  const found = await failingAfter((db) => db.exec('UPDATE source SET partial = 2 WHERE id = 2'));
  expect(found).toEqual(['custody case']);
});

it('more conflicts than are read at once, all with an entry whose number is not exact', async () => {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  await importFiles(path, [write(folder, 'a.ndjson', ndjson(trail(2100)))]);
  tamper(path, (db) => db.exec(`UPDATE entry_row SET conflicts_with = ${inexact}`));
  expect(failing(await verified(path))).toEqual(['storage case']);
});
