import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';
import type { SourceRow } from '../case/sources.ts';

/**
 * The number of the entry behind each readable record of a source, in the order of their ordinals. Entries of one case
 * differ in their bytes, so a number stands for the bytes. No entry is read: those of a source have successive numbers.
 *
 * @throws AppError CASE_CORRUPT where duplicates do not stand between them as they must
 */
export function* recordIds(db: ReadableDb, source: SourceRow): Generator<number> {
  const { id, entries, duplicates } = source;
  const repeated = db
    .prepare<[number], [ordinal: number, entry: number]>(
      'SELECT ordinal, entry FROM duplicate WHERE source = ? ORDER BY ordinal',
    )
    .raw()
    .iterate(id);
  try {
    let next = repeated.next();
    let own = source.first_entry ?? 0;
    const end = own + entries;
    for (let ordinal = 0; ordinal < entries + duplicates; ordinal++) {
      if (!next.done && next.value[0] === ordinal) {
        yield next.value[1];
        next = repeated.next();
      } else if (own < end) {
        yield own++;
      } else {
        throw disordered(db, id);
      }
    }
    if (!next.done) throw disordered(db, id);
  } finally {
    repeated.return?.();
  }
}

function disordered(db: ReadableDb, source: number) {
  return corrupt(db.name, `the records of source ${source} are not numbered without a gap`);
}
