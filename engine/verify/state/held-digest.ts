import { createHash } from 'node:crypto';
import type { ReadableDb } from '../../case/database.ts';
import type { SourceRow } from '../../case/sources.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { hashPart, heldParts } from './held-parts.ts';

/**
 * SHA-256, hex, of everything that the case file holds of a source but terms: its own row, its stored bytes as they are stored, its entries
 * with all their columns, its duplicates with what they repeat, its quarantine, and the record of its acquisition. Two that are the
 * same give a verification the same to derive from. Nothing is decompressed, read or parsed (`npm run bench -- grown`).
 *
 * @param digests of its parts, in their order
 * @throws AppError CANCELLED
 */
export function heldRows(
  db: ReadableDb,
  source: SourceRow,
  stop: StopFlag,
  digests: readonly Uint8Array[] = heldParts(source).map((part) => hashPart(db, part, stop)),
): string {
  const hash = createHash('sha256');
  hash.update(rowText(source));
  if (source.container !== null) {
    const row = db.prepare<[number], object>('SELECT * FROM container WHERE id = ?').get(source.container);
    hash.update(rowText(row ?? {}));
  }
  for (const digest of digests) hash.update(digest);
  const asked = source.reread_of ?? source.id;
  for (const [sql, of] of [
    [quarantine, source.id],
    [acquisition, asked],
    [answers, asked],
  ] as const) {
    let count = 0;
    for (const row of db.prepare<[number], unknown[]>(sql).raw().iterate(of)) {
      if (count++ % rowsBetweenLooks === 0) stop.check();
      hash.update(`${JSON.stringify(row.map(hashed))}\n`);
    }
    hash.update(`${count}\n`);
  }
  return hash.digest('hex');
}

const rowsBetweenLooks = 1000;

const quarantine =
  'SELECT line, offset, length, reason, detail FROM quarantine WHERE source = ? ORDER BY offset, id';

/** Of a source that was acquired from an API: what was asked, and what came of it. */
const acquisition = 'SELECT * FROM acquisition WHERE source = ? ORDER BY id';
const answers = `SELECT answer.* FROM answer JOIN acquisition AS a ON a.id = answer.acquisition WHERE a.source = ?
  ORDER BY answer.acquisition, answer.seq`;

function rowText(row: SourceRow | object): string {
  return `${JSON.stringify(Object.entries(row).map(([name, value]) => [name, hashed(value)]))}\n`;
}

function hashed(value: unknown): unknown {
  return Buffer.isBuffer(value) ? { hex: value.toString('hex') } : value;
}
