import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { columns } from '../../shared/domain/columns.ts';
import type { WritableDb } from '../case/database.ts';
import { schema } from '../case/schema.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Batch } from '../import/batch/batch.ts';
import { BatchBuilder } from '../import/batch/batch-builder.ts';
import { EntryRows } from '../import/store/entry-rows.ts';
import { rowsAtOnce } from '../import/store/run-extents.ts';
import { StoredRuns } from './stored-runs.ts';

const source = { id: 7 } as SourceRow;
const firstId = 1;

let db: WritableDb;
let batch: Batch;
let runs: StoredRuns;

beforeEach(() => {
  db = new Database(':memory:') as WritableDb;
  db.exec(schema);
  db.pragma('foreign_keys = OFF');
  batch = built();
  const rows = new EntryRows(db, source.id);
  rows.begin(batch);
  for (let i = 0; i < batch.count; i++) rows.add(i, firstId + i, 0);
  rows.flush();
  runs = new StoredRuns(db, source);
});
afterEach(() => db.close());

/** Every column is filled in some records and missing in others, but for the first and the last that are text. */
function built(): Batch {
  const builder = new BatchBuilder({});
  for (let i = 0; i < rowsAtOnce + 8; i++) {
    builder.begin({ bytes: Buffer.from(`${i}`), offset: i * 300, length: 299, line: i + 1, fault: null });
    columns.forEach(({ name, kind }, column) => {
      if (i % 3 === 0 && name !== 'entry_id') return;
      if (kind === 'number') builder.number(column, i / 7);
      else if (kind === 'text') builder.text(column, `value ${i} of ${name}`);
      else builder.text(column, `2025-11-04T14:22:${i + 10}.000${i % 2 ? '+01:00' : '5Z'}`);
    });
  }
  return builder.take();
}

function agree(): boolean {
  expect(runs.begin(batch)).toBe(true);
  return runs.areStored(0, firstId) && runs.areStored(8, firstId + 8);
}

it('agree with what was written', () => {
  expect(agree()).toBe(true);
});

const stored = new Database(':memory:')
  .exec(schema)
  .prepare<[], string>(
    "SELECT name FROM pragma_table_info('entry_row') WHERE name NOT IN ('id', 'conflicts_with')",
  )
  .pluck()
  .all();

it.each(stored)('do not agree once %s is another, in whatever record and of whatever type', (column) => {
  let changes = 0;
  for (const id of [firstId, firstId + 3, firstId + 4, firstId + 5, firstId + rowsAtOnce + 7]) {
    const before = db.prepare(`SELECT ${column} FROM entry_row WHERE id = ?`).pluck().get(id);
    for (const value of [
      null,
      0n,
      1n,
      3n,
      2.5,
      '',
      'value',
      'value 4 of note',
      Buffer.alloc(32),
      Buffer.from('value 4'),
    ]) {
      try {
        db.prepare(`UPDATE entry_row SET ${column} = ? WHERE id = ?`).run(value, id);
      } catch {
        // A value that the table does not take.
        continue;
      }
      const same =
        db.prepare(`SELECT ? IS ${column} FROM entry_row WHERE id = ?`).pluck().get(before, id) === 1;
      expect([value, agree()]).toEqual([value, same]);
      if (!same) changes++;
      db.prepare(`UPDATE entry_row SET ${column} = ? WHERE id = ?`).run(
        typeof before === 'number' && Number.isInteger(before) ? BigInt(before) : before,
        id,
      );
    }
  }
  expect(changes).toBeGreaterThan(3);
  expect(agree()).toBe(true);
});

it('do not agree where a row is missing, or another stands in its place', () => {
  db.exec(`UPDATE entry_row SET id = 1000 WHERE id = ${firstId + 5}`);
  expect(agree()).toBe(false);
});

it('are not asked where a record is a duplicate, or there are few', () => {
  db.exec('INSERT INTO duplicate (source, ordinal, line, offset, length, entry) VALUES (7, 39, 1, 1, 1, 1)');
  expect(runs.begin(batch)).toBe(false);
  expect(runs.begin({ ...batch, count: rowsAtOnce - 1 })).toBe(false);
});
