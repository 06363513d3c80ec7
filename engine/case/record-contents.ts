import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from './database.ts';
import { corrupt } from './faults.ts';
import type { SourceRow } from './sources.ts';

type Row = [ordinal: number, content: Buffer];

/**
 * The content hashes of a source's readable records, as the case file has them, in the order of their ordinals.
 *
 * @throws AppError CASE_CORRUPT where they are not numbered without a gap
 */
export function* recordContents(db: ReadableDb, source: SourceRow): Generator<Buffer> {
  const { id, first_entry: first, entries } = source;
  const own = db
    .prepare<[number, number], Row>(
      'SELECT ordinal, content FROM entry_row WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    .raw()
    .iterate(first ?? 0, (first ?? 0) + entries - 1);
  const repeated = db
    .prepare<[number], Row>(
      'SELECT d.ordinal, e.content FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry WHERE d.source = ? ORDER BY d.ordinal',
    )
    .raw()
    .iterate(id);
  try {
    let entry = own.next();
    let duplicate = repeated.next();
    for (let ordinal = 0; !entry.done || !duplicate.done; ordinal++) {
      const next = entry.done || entry.value[0] !== ordinal ? duplicate : entry;
      if (next.done || next.value[0] !== ordinal || next.value[1].length !== digestLength)
        throw corrupt(db.name, `the records of source ${id} are not numbered without a gap`);
      yield next.value[1];
      if (next === entry) entry = own.next();
      else duplicate = repeated.next();
    }
  } finally {
    // A connection cannot be closed, nor written to, while rows are still being read from it.
    own.return?.();
    repeated.return?.();
  }
}
