/** A small case, every byte of its logs and of its hashes changed, one after another: each change is found. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addAnnotation } from '../annotation/annotate.ts';
import type { ReadableDb } from '../case/database.ts';
import { closeWritable, openWritable } from '../case/open.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import { checkCustody } from './custody-check.ts';
import { Findings } from './findings.ts';
import { importFiles, ndjson, temporaryFolder, trail, write } from './testing/chained-case.ts';
import { verifyCase } from './verify-case.ts';

let made: Buffer;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-bytes-'));
  const path = `${folder}/c.casebound`;
  await importFiles(path, [write(folder, 'a.ndjson', ndjson(trail(3)))]);
  const db = openWritable(path);
  addAnnotation(db, { on: { entries: [1] }, mark: { note: 'Look' }, author: 'Tester' });
  addAnnotation(db, { on: { entries: [2, 3] }, mark: { tag: 'key' }, author: 'Tester' });
  closeWritable(db);
  made = readFileSync(path);
  rmSync(folder, { recursive: true });
});

/** The case opened by somebody who knows SQLite: no trigger stands in the way, and every change is taken back. */
function opened(): { readonly path: string; readonly db: Database.Database } {
  const path = write(temporaryFolder(), 'c.casebound', made);
  const db = new Database(path);
  onTestFinished(() => {
    db.close();
  });
  return { path, db };
}

function withoutTriggers(db: Database.Database): void {
  const triggers = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck();
  for (const name of triggers.all()) db.exec(`DROP TRIGGER ${name}`);
}

/** Each value of a table as bytes, with how it is written back with one of them changed. */
function* flips(db: Database.Database, table: string): Generator<() => void> {
  const columns = db
    .prepare<[string], { name: string; type: string }>('SELECT name, type FROM pragma_table_info(?)')
    .all(table);
  for (const { name, type } of columns) {
    // A number is no run of bytes: what it is changed to must not stand there.
    if (type === 'INTEGER') {
      yield () => db.exec(`UPDATE ${table} SET "${name}" = "${name}" + 1000 WHERE "${name}" > 1`);
      continue;
    }
    const stored = type === 'BLOB' ? '?' : `CAST(? AS ${type})`;
    const update = db.prepare(`UPDATE ${table} SET "${name}" = ${stored} WHERE rowid = ?`);
    const values = db
      .prepare<[], [number, Buffer]>(
        `SELECT rowid, CAST("${name}" AS BLOB) FROM ${table} WHERE "${name}" IS NOT NULL`,
      )
      .raw()
      .all();
    for (const [rowid, bytes] of values) {
      for (let at = 0; at < bytes.length; at++) {
        yield () => update.run(flipped(bytes, at), rowid);
      }
    }
  }
}

describe('a byte changed is found:', () => {
  it.each(['custody', 'annotation'])('any of the %s log', (table) => {
    const { db } = opened();
    withoutTriggers(db);
    let tried = 0;
    for (const flip of [...flips(db, table)]) {
      db.exec('BEGIN');
      flip();
      const findings = new Findings();
      checkCustody(db as unknown as ReadableDb, findings);
      db.exec('ROLLBACK');
      expect(findings.total, `change ${tried}`).toBeGreaterThan(0);
      tried++;
    }
    expect(tried).toBeGreaterThan(500);
    const findings = new Findings();
    checkCustody(db as unknown as ReadableDb, findings);
    expect(findings.total).toBe(0);
  });

  it.each([
    ['entry_row', ['content'], ['content hash']],
    [
      'source',
      ['sha256', 'merkle_root', 'case_id_tree_root', 'image_id_tree_root'],
      ['file SHA-256', 'Merkle root', 'case_id tree', 'image_id tree'],
    ],
    ['source', ['secret'], ['Merkle root', 'case_id tree', 'image_id tree']],
  ] as const)('any of the hashes of %s: %s', async (table, columns, told) => {
    const { path, db } = opened();
    const rows = db
      .prepare(`SELECT rowid, ${columns.join(', ')} FROM ${table}`)
      .raw()
      .all() as [number, ...Buffer[]][];
    const put = db.prepare(`UPDATE ${table} SET ${columns.map((name) => `${name} = ?`)} WHERE rowid = ?`);
    for (let at = 0; at < 32; at++) {
      // The byte of that place in every row and column at once: each of them must be told.
      for (const [rowid, ...values] of rows) put.run(...values.map((value) => flipped(value, at)), rowid);
      const reader = new Database(path, { readonly: true }) as unknown as ReadableDb;
      const { findings } = await verifyCase(reader, path, { partial: false }, unwatched, new StopFlag());
      reader.close();
      for (const what of told) {
        const found = findings.filter(({ axis, message }) => axis === 'storage' && message.includes(what));
        expect(found.length, `byte ${at}, ${what}`).toBe(rows.length);
      }
    }
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] as number) ^ 1;
  return changed;
}
