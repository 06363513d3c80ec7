import type { ReadableDb } from '../case/database.ts';
import { storedColumns } from '../case/schema.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Stored } from '../import/batch.ts';

/** One record as the case file holds it: an entry with its columns, or a duplicate of one. */
export interface StoredRecord {
  /** The entry's id; a duplicate's is that of the entry it repeats. */
  readonly id: number;
  readonly duplicate: boolean;
  readonly ordinal: number;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  readonly content: Buffer;
  /** In the order of `storedColumns`; empty for a duplicate. */
  readonly values: readonly Stored[];
  /** A duplicate's entry: where it stands. */
  readonly ofSource: number;
}

type Row = [
  id: number,
  ordinal: number,
  line: number,
  offset: number,
  length: number,
  content: Buffer,
  ...values: Stored[],
];

/** The stored records of a source in the order of their ordinals. */
export function* storedRecords(db: ReadableDb, source: SourceRow): Generator<StoredRecord> {
  const entries = storedEntries(db, source);
  const duplicates = storedDuplicates(db, source.id);
  try {
    let entry = entries.next();
    let duplicate = duplicates.next();
    while (!entry.done || !duplicate.done) {
      if (duplicate.done || (!entry.done && entry.value.ordinal < duplicate.value.ordinal)) {
        yield entry.value as StoredRecord;
        entry = entries.next();
      } else {
        yield duplicate.value;
        duplicate = duplicates.next();
      }
    }
  } finally {
    // A connection cannot be closed, nor written to, while rows are still being read from it.
    entries.return(undefined);
    duplicates.return(undefined);
  }
}

function* storedEntries(
  db: ReadableDb,
  { id: source, first_entry: first, entries }: SourceRow,
): Generator<StoredRecord> {
  const rows = db
    .prepare<[number, number, number], Row>(
      `SELECT id, ordinal, line, offset, length, content, ${storedColumns.join(', ')} FROM entry_row
       WHERE id BETWEEN ? AND ? AND source = ? ORDER BY id`,
    )
    .raw();
  const from = first ?? 0;
  for (const [id, ordinal, line, offset, length, content, ...values] of rows.iterate(
    from,
    from + entries - 1,
    source,
  )) {
    yield { id, duplicate: false, ordinal, line, offset, length, content, values, ofSource: source };
  }
}

function* storedDuplicates(db: ReadableDb, source: number): Generator<StoredRecord> {
  const rows = db
    .prepare<[number], [number, number, number, number, number, Buffer, number]>(
      `SELECT e.id, d.ordinal, d.line, d.offset, d.length, e.content, e.source FROM duplicate AS d
       JOIN entry_row AS e ON e.id = d.entry WHERE d.source = ? ORDER BY d.ordinal`,
    )
    .raw();
  for (const [id, ordinal, line, offset, length, content, ofSource] of rows.iterate(source)) {
    yield { id, duplicate: true, ordinal, line, offset, length, content, values: [], ofSource };
  }
}
