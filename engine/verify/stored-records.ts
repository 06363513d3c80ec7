import type { ReadableDb } from '../case/database.ts';
import { beforeAll, inPages, pageLength } from '../case/pages.ts';
import { storedColumns } from '../case/schema.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Stored } from '../import/batch/batch.ts';

/** One record as the case file holds it: an entry with its columns, or a duplicate of one. */
export interface StoredRecord {
  /** The entry's id; a duplicate's is that of the entry it repeats. */
  readonly id: number;
  readonly duplicate: boolean;
  readonly ordinal: number;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  /** Empty where there is none. */
  readonly content: Buffer;
  /** An entry's values: from `firstValue` on in the order of the columns asked for, then the stray column; null for a duplicate. */
  readonly row: Row | null;
  /** A duplicate's entry: where it stands; null where it is not there. */
  readonly ofSource: number | null;
}

/** Where in a row the values begin. */
export const firstValue = 6;

export type Row = readonly [
  id: number,
  ordinal: number,
  line: number,
  offset: number,
  length: number,
  content: Buffer,
  ...values: Stored[],
];

/** Where to go on reading: at an entry's id, and among duplicates at an ordinal. */
export interface StoredPlace {
  readonly id: number;
  readonly ordinal: number;
}

/**
 * The entries of a source from one on in the order of their ids, with the values of `filled` columns and, after them, the name of another
 * column that holds something, where none should.
 */
export function* storedEntries(
  db: ReadableDb,
  { id: source, first_entry: first, entries }: SourceRow,
  filled: readonly string[],
  from: number,
): Generator<StoredRecord> {
  const rows = db
    .prepare<[number, number, number], Row>(
      `SELECT ${selected(filled)} FROM entry_row
       WHERE id BETWEEN ? AND ? AND source = ? ORDER BY id LIMIT ${pageLength}`,
    )
    .raw();
  const last = (first ?? 0) + entries - 1;
  for (const row of inPages<Row>((behind) =>
    rows.all(behind === null ? from : behind[0] + 1, last, source),
  )) {
    yield entryOf(row, source);
  }
}

/** The way to an entry by its id, of whatever source it is said to be, with values as `storedEntries` has them. */
export function rowsOfAny(db: ReadableDb, filled: readonly string[]): (id: number) => StoredRecord | null {
  const row = db.prepare<[number], Row>(`SELECT ${selected(filled)} FROM entry_row WHERE id = ?`).raw();
  const sourceOf = db.prepare<[number], number>('SELECT source FROM entry_row WHERE id = ?').pluck();
  return (id) => {
    const found = row.get(id);
    return found === undefined ? null : entryOf(found, sourceOf.get(id) ?? null);
  };
}

function selected(filled: readonly string[]): string {
  const others = storedColumns.filter((column) => !filled.includes(column));
  const named = others.map((column) => `WHEN ${column} IS NOT NULL THEN '${column}'`);
  const stray = named.length > 0 ? `CASE ${named.join(' ')} END` : 'NULL';
  return ['id, ordinal, line, offset, length, content', ...filled, stray].join(', ');
}

function entryOf(row: Row, ofSource: number | null): StoredRecord {
  const [id, ordinal, line, offset, length, content] = row;
  return { id, duplicate: false, ordinal, line, offset, length, content: blobOf(content), row, ofSource };
}

/** The duplicates of a source from an ordinal on, in their order; those of an entry that is not there have no content. */
export function* storedDuplicates(db: ReadableDb, source: number, from: number): Generator<StoredRecord> {
  type Row = [
    id: number,
    ordinal: number,
    line: number,
    offset: number,
    length: number,
    content: Buffer | null,
    ofSource: number | null,
    row: number,
  ];
  const rows = db
    .prepare<[number, number, number], Row>(
      `SELECT d.entry, d.ordinal, d.line, d.offset, d.length, e.content, e.source, d.id FROM duplicate AS d
       LEFT JOIN entry_row AS e ON e.id = d.entry WHERE d.source = ? AND (d.ordinal, d.id) > (?, ?)
       ORDER BY d.ordinal, d.id LIMIT ${pageLength}`,
    )
    .raw();
  const read = (behind: Row | null) =>
    behind === null
      ? rows.all(source, from === 0 ? beforeAll : from - 1, Number.MAX_SAFE_INTEGER)
      : rows.all(source, behind[1], behind[7]);
  for (const [id, ordinal, line, offset, length, content, ofSource] of inPages<Row>(read)) {
    yield {
      id,
      duplicate: true,
      ordinal,
      line,
      offset,
      length,
      content: blobOf(content),
      row: null,
      ofSource,
    };
  }
}

const noBytes = Buffer.alloc(0);

/** A file that was tampered with can hold values of other types than its columns have. */
function blobOf(value: unknown): Buffer {
  return Buffer.isBuffer(value) ? value : noBytes;
}
