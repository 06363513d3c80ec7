import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../../shared/bytes/encoding.ts';
import type { ReadableDb } from '../../case/database.ts';
import { storedColumns, storedType } from '../../case/schema.ts';
import { sourceRow, sourceRows } from '../../case/sources.ts';
import { StopFlag } from '../../threads/signal.ts';
import { importFiles, ndjson, temporaryFolder, trail, write } from '../testing/chained-case.ts';
import { HeldApart } from './held-apart.ts';
import { hashPart, heldParts } from './held-parts.ts';
import { HeldSources } from './held-sources.ts';

async function caseOf(...files: (object | string)[][]) {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  for (const [n, lines] of files.entries())
    await importFiles(path, [write(folder, `${n}.ndjson`, ndjson(lines))]);
  const db = new Database(path);
  onTestFinished(() => void db.close());
  return { path, db: db as unknown as ReadableDb, raw: db };
}

const stop = new StopFlag();

it('parts are the same hashed in threads', async () => {
  const entries = trail(40);
  const { path, db } = await caseOf(entries, [...entries.slice(0, 9), '{"broken']);
  const parts = sourceRows(db).flatMap(heldParts);
  const here = parts.map((part) => toHex(hashPart(db, part, stop)));
  expect(new Set(here).size).toBeGreaterThan(4);
  const apart = new HeldApart(path, parts, stop, 2);
  try {
    const last = await apart.of([parts.length - 1]);
    const all = await apart.of(parts.map((_, n) => n));
    expect(all.map(toHex)).toEqual(here);
    expect(last.map(toHex)).toEqual(here.slice(-1));
  } finally {
    await apart.close();
  }
});

it('a stopped thread is waited for by nobody, and a damaged file says nothing', async () => {
  const { path, db, raw } = await caseOf(trail(3));
  const [source] = sourceRows(db);
  if (source === undefined) throw new Error('nothing was imported');
  const stopped = new StopFlag();
  stopped.set();
  const apart = new HeldApart(path, heldParts(source), stopped, 1);
  await expect(apart.of([0])).rejects.toMatchObject({ code: 'CANCELLED' });
  await apart.close();
  raw.pragma('foreign_keys = OFF');
  raw.exec('DROP TABLE duplicate');
  const held = new HeldSources(db, path, [source], stop);
  expect(await held.digest(1, {})).toBeNull();
  await held.close();
});

it('of sources that claim more records than there are together, those behind say nothing', async () => {
  const entries = trail(10);
  const { path, db } = await caseOf(entries.slice(0, 5), entries.slice(5, 8), entries.slice(8));
  const sources = sourceRows(db).map((source) => ({ ...source, entries: source.entries + 2 }));
  const held = new HeldSources(db, path, sources, stop);
  const known: boolean[] = [];
  for (const { id } of sources) known.push((await held.digest(id, {})) !== null);
  expect(known).toEqual([true, false, false]);
  await held.close();
});

describe('no two rows are written alike', () => {
  /** What SQLite stores in a column whatever its type, as whoever writes the file byte by byte can. */
  async function lax() {
    const { db, raw } = await caseOf(trail(2));
    raw.unsafeMode();
    raw.pragma('writable_schema = ON');
    // `BLOB` in a table that is not strict: anything, as it is given.
    const lax = [
      [') STRICT', ')'],
      [' NOT NULL', ''],
      [' INTEGER,', ' BLOB,'],
      [' TEXT,', ' BLOB,'],
      [' REAL,', ' BLOB,'],
      [' ANY,', ' BLOB,'],
    ];
    for (const [from, to] of lax)
      raw.prepare("UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'entry_row'").run(from, to);
    raw.pragma('writable_schema = RESET');
    const part = heldParts(sourceRow(db, 1)).find(({ of }) => of === 'entries');
    if (part === undefined) throw new Error('it has no entries');
    return { raw, digest: () => toHex(hashPart(db, part, stop)) };
  }

  it('whatever types their values have, and whatever stands in them', async () => {
    const { raw, digest } = await lax();
    const values = [
      'NULL',
      "''",
      "x''",
      '5',
      "'5'",
      "x'35'",
      '5.0',
      "'NULL'",
      "x'00'",
      "x'ff'",
      "x'fe'",
      "CAST(x'ff' AS TEXT)",
      "CAST(x'fe' AS TEXT)",
      "CAST(x'0035' AS TEXT)",
      "CAST(x'00' AS TEXT)",
      "'1,5'",
      "'5' || char(10) || '2'",
      "'x5'",
    ];
    for (const column of [
      'line',
      'content',
      ...storedColumns.filter((name) => storedType(name) !== 'REAL'),
    ]) {
      const met = new Map<string, string>();
      for (const value of values) {
        raw.exec(`UPDATE entry_row SET "${column}" = ${value} WHERE id = 1`);
        const made = digest();
        expect(met.get(made), `${column}: ${value}`).toBeUndefined();
        met.set(made, value);
      }
    }
  });

  it('numbers that differ in their last bit, and values that are moved to the column beside', async () => {
    const { raw, digest } = await lax();
    const changes = [
      'confidence = 0.1, risk_score = 0.3',
      'confidence = 0.1, risk_score = 0.1 + 0.2',
      'confidence = NULL, risk_score = 0.1',
      'confidence = 0.1, risk_score = NULL',
      "entry_id = 'a', request_id = '1,b'",
      "entry_id = 'a,3,1', request_id = 'b'",
      "entry_id = 'a', request_id = NULL",
      "entry_id = NULL, request_id = 'a'",
      "case_id = 1, image_id = NULL, actor = 'x'",
      "case_id = NULL, image_id = 1, actor = 'x'",
      "case_id = NULL, image_id = 1, actor = 'x'',''y'",
    ];
    const met = new Set(
      changes.map((change) => {
        raw.exec(`UPDATE entry_row SET ${change} WHERE id = 2`);
        return digest();
      }),
    );
    expect(met.size).toBe(changes.length);
  });
});
