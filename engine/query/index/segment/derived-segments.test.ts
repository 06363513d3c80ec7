import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { ReadableDb } from '../../../case/database.ts';
import { openReadable } from '../../../case/open.ts';
import { sourceRows } from '../../../case/sources.ts';
import type { Batch } from '../../../import/batch/batch.ts';
import { CaseTerms } from '../../../import/batch/known-terms.ts';
import { layoutOf, mappingOf } from '../../../import/layout/stated.ts';
import { storedBlocks } from '../../../import/reading/blocks.ts';
import { readSource } from '../../../import/reading/read-source.ts';
import {
  importFiles,
  makeEntry,
  ndjson,
  temporaryFolder,
  write,
} from '../../../verify/testing/chained-case.ts';
import { packed, unpacked } from './arrays.ts';
import { DerivedSegments } from './derived-segments.ts';

/** Two sources of one segment: times without a zone, no ids, no claims among them. */
async function caseOfTwo(): Promise<string> {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  const entries = Array.from({ length: 120 }, (_, n) => makeEntry(n));
  const odd = Array.from({ length: 40 }, (_, n) => {
    const { image_id, context, ...rest } = makeEntry(200 + n);
    return n % 2 === 0 ? { ...rest, timestamp: '2025-01-01 10:00', context } : { ...rest, image_id };
  });
  await importFiles(path, [
    write(folder, 'a.ndjson', ndjson(entries)),
    write(folder, 'b.ndjson', ndjson(odd)),
  ]);
  return path;
}

function opened(path: string) {
  const db = openReadable(path);
  onTestFinished(() => void db.close());
  const terms = new CaseTerms(db);
  const batches = sourceRows(db).flatMap((source): [Batch, number, number][] => {
    const reading = { layout: layoutOf(source), mapping: mappingOf(source), terms: terms.known, chain: null };
    const parts = [...readSource(storedBlocks(db, source.id), reading)];
    let id = source.first_entry ?? 0;
    return parts.map(({ batch }) => {
      id += batch.count;
      return [batch, id - batch.count, source.id];
    });
  });
  return { db, batches };
}

function confirmedBy(db: ReadableDb, batches: readonly [Batch, number, number][]): number[] {
  const derived = new DerivedSegments(db);
  for (const [batch, id, source] of batches) derived.append(batch, batch.count, id, source);
  return [...derived.confirmed];
}

it('confirms a segment that all its entries give, and none of which some were not seen', async () => {
  const { db, batches } = opened(await caseOfTwo());
  expect(confirmedBy(db, batches)).toEqual([1]);
  expect(confirmedBy(db, [...batches.slice(0, 1), ...batches])).toEqual([1]);
  expect(confirmedBy(db, batches.slice(1))).toEqual([]);
  expect(confirmedBy(db, batches.slice(0, -1))).toEqual([]);
  expect(confirmedBy(db, batches.toReversed())).toEqual([]);
});

it('confirms no segment of which any array is another, is missing or is one too many', async () => {
  const path = await caseOfTwo();
  const { batches } = opened(path);
  const db = withoutTriggers(path);
  const arrays = db
    .prepare<[], { column: string; part: string; data: Buffer }>(
      'SELECT "column", part, data FROM review_array',
    )
    .all();
  expect(arrays.length).toBeGreaterThan(10);
  for (const { column, part, data } of arrays) {
    const changed = Buffer.from(unpacked(data));
    changed[changed.length >> 1] = (changed[changed.length >> 1] as number) ^ 1;
    const places: ((each: Database.Database) => void)[] = [
      (each) => store(each, column, part, packed(changed)),
      (each) => {
        each.prepare('DELETE FROM review_array WHERE "column" = ? AND part = ?').run(column, part);
        each
          .prepare(`UPDATE review_segment SET manifest = json_remove(manifest, '$.${column}.${part}')`)
          .run();
      },
      (each) =>
        void each
          .prepare(
            `UPDATE review_array SET "column" = 'resource', part = 'values' WHERE "column" = ? AND part = ?`,
          )
          .run(column, part),
    ];
    for (const change of places) {
      db.exec('BEGIN');
      change(db);
      expect(confirmedBy(db as unknown as ReadableDb, batches), `${column} ${part}`).toEqual([]);
      db.exec('ROLLBACK');
    }
  }
  expect(confirmedBy(db as unknown as ReadableDb, batches)).toEqual([1]);
});

function withoutTriggers(path: string): Database.Database {
  const db = new Database(path);
  onTestFinished(() => void db.close());
  const triggers = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck();
  for (const name of triggers.all()) db.exec(`DROP TRIGGER ${name}`);
  return db;
}

function store(db: Database.Database, column: string, part: string, data: Buffer): void {
  db.prepare('UPDATE review_array SET data = ? WHERE "column" = ? AND part = ?').run(data, column, part);
  db.prepare(`UPDATE review_segment SET manifest = json_set(manifest, '$.${column}.${part}', ?)`).run(
    hash('sha256', data),
  );
}
