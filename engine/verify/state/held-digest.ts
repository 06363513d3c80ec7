import { createHash, type Hash } from 'node:crypto';
import type { ReadableDb } from '../../case/database.ts';
import { storedColumns } from '../../case/schema.ts';
import type { SourceRow } from '../../case/sources.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { codesOf } from '../used-terms.ts';

/** Rows whose text is hashed at once. */
const rowsAtOnce = 1000;
/** Codes whose terms are looked up at once; most sources have most of those that are near each other. */
const termsAtOnce = 256;

/**
 * SHA-256, hex, of what the case file holds of a source and of the terms that its records have.
 *
 * @param rows of its rows, as `heldRows` gives it
 * @param terms the codes that its records have, as bits
 */
export function heldDigest(
  db: ReadableDb,
  rows: string,
  terms: Readonly<Record<string, Uint8Array>>,
): string {
  const hash = createHash('sha256').update(rows);
  const values = db
    .prepare<[string, number, number], [code: number, value: string]>(
      'SELECT code, value FROM term WHERE column = ? AND code >= ? AND code < ?',
    )
    .raw();
  let [of, from] = ['', 0];
  let near = new Map<number, string>();
  let text = '';
  for (const [column, code] of codesOf(terms)) {
    if (column !== of || code >= from + termsAtOnce) {
      hash.update(text);
      text = '';
      [of, from] = [column, code];
      near = new Map(values.all(column, from, from + termsAtOnce));
    }
    text += `${JSON.stringify([column, code, near.get(code) ?? null])}\n`;
  }
  return hash.update(text).digest('hex');
}

/**
 * SHA-256, hex, of everything that the case file holds of a source but terms: its own row, its stored bytes as they are stored, its entries
 * with all their columns, its duplicates with what they repeat, its quarantine, and the record of its acquisition. Two that are the
 * same give a verification the same to derive from. Nothing is decompressed, read or parsed: less than half of what deriving costs
 * (`npm run bench -- grown`).
 */
export function heldRows(db: ReadableDb, source: SourceRow, stop: StopFlag): string {
  const hash = createHash('sha256');
  hash.update(rowText(source));
  hashBytes(db, source, hash, stop);
  hashEntries(db, source, hash, stop);
  hashDuplicates(db, source.id, hash, stop);
  hashRows(db, quarantine, source.id, hash, stop);
  hashRows(db, acquisition, source.reread_of ?? source.id, hash, stop);
  hashRows(db, answers, source.reread_of ?? source.id, hash, stop);
  return hash.digest('hex');
}

/** Of the duplicates from one ordinal to before another, as text. */
const duplicates = `SELECT group_concat(d.ordinal || ',' || d.line || ',' || d.offset || ',' || d.length || ',' || d.entry || ','
    || quote(e.source) || ',' || quote(e.offset) || ',' || quote(e.content), char(10) ORDER BY d.ordinal, d.id)
  FROM duplicate AS d LEFT JOIN entry_row AS e ON e.id = d.entry WHERE d.source = ? AND d.ordinal >= ? AND d.ordinal < ?`;
const quarantine = `SELECT line, offset, length, reason, detail FROM quarantine WHERE source = ? ORDER BY offset, id`;

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

/** The chunks of the stream, and those of the file that it was decompressed from, or of the container. */
function hashBytes(db: ReadableDb, source: SourceRow, hash: Hash, stop: StopFlag): void {
  const owner = source.reread_of ?? source.id;
  const stores = [
    ['SELECT seq, length, encoding, data FROM chunk WHERE source = ? ORDER BY seq', owner],
    [
      'SELECT seq, length, encoding, data FROM acquired_chunk WHERE owner = ? ORDER BY seq',
      source.container ?? owner,
    ],
  ] as const;
  for (const [sql, of] of stores) {
    const chunks = db.prepare<[number], [number, number, string, Buffer]>(sql).raw();
    for (const [seq, length, encoding, data] of chunks.iterate(of)) {
      stop.check();
      hash.update(`${JSON.stringify([seq, length, encoding, data.length])}\n`);
      hash.update(data);
    }
  }
  if (source.container !== null) {
    const row = db.prepare<[number], object>('SELECT * FROM container WHERE id = ?').get(source.container);
    hash.update(rowText(row ?? {}));
  }
}

/** SQLite writes the rows as text, many at once: making objects of them would take longer than hashing. */
function hashEntries(
  db: ReadableDb,
  { id, first_entry: first, entries }: SourceRow,
  hash: Hash,
  stop: StopFlag,
): void {
  const columns = [
    'id',
    'source',
    'ordinal',
    'line',
    'offset',
    'length',
    'content',
    ...storedColumns,
    'conflicts_with',
  ];
  // Joined by one function: two at a time, the text of a row is copied once for each of its columns.
  const text = `concat_ws(',', ${columns.map((column) => `quote(${column})`).join(', ')})`;
  // Ordered inside: what an aggregate is given has no order of its own.
  const rows = db
    .prepare<[number, number, number], string | null>(
      `SELECT group_concat(${text}, char(10) ORDER BY id) FROM entry_row WHERE id BETWEEN ? AND ? AND source = ?`,
    )
    .pluck();
  const from = first ?? 0;
  const end = first === null ? 0 : first + entries;
  for (let at = from; at < end; at += rowsAtOnce) {
    stop.check();
    hash.update(`${rows.get(at, Math.min(at + rowsAtOnce, end) - 1, id) ?? ''}\n`);
  }
}

function hashDuplicates(db: ReadableDb, source: number, hash: Hash, stop: StopFlag): void {
  const rows = db.prepare<[number, number, number], string | null>(duplicates).pluck();
  const next = db
    .prepare<[number, number], number | null>(
      'SELECT min(ordinal) FROM duplicate WHERE source = ? AND ordinal >= ?',
    )
    .pluck();
  // Ordinals may be anything in a file that was tampered with: steps go to where there are some.
  for (
    let at = next.get(source, Number.MIN_SAFE_INTEGER);
    at != null;
    at = next.get(source, at + rowsAtOnce)
  ) {
    stop.check();
    hash.update(`${rows.get(source, at, at + rowsAtOnce) ?? ''}\n`);
  }
}

function hashRows(db: ReadableDb, sql: string, source: number, hash: Hash, stop: StopFlag): void {
  let count = 0;
  for (const row of db.prepare<[number], unknown[]>(sql).raw().iterate(source)) {
    if (count++ % rowsAtOnce === 0) stop.check();
    hash.update(`${JSON.stringify(row.map(hashed))}\n`);
  }
}
