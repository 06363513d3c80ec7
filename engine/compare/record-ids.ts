import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';
import { inPages, pageLength } from '../case/pages.ts';
import type { SourceRow } from '../case/sources.ts';

type Row = [ordinal: number, entry: number, id: number];

/**
 * The number of the entry behind each readable record of a source, in the order of their ordinals. Entries of one case
 * differ in their bytes, so a number stands for the bytes. No entry is read: those of a source have successive numbers.
 *
 * @throws AppError CASE_CORRUPT where duplicates do not stand between them as they must
 */
export function* recordIds(db: ReadableDb, source: SourceRow): Generator<number> {
  const { id, entries, duplicates } = source;
  const rows = db
    .prepare<[number, number, number], Row>(
      `SELECT ordinal, entry, id FROM duplicate WHERE source = ? AND (ordinal, id) > (?, ?)
       ORDER BY ordinal, id LIMIT ${pageLength}`,
    )
    .raw();
  const repeated = inPages<Row>((behind) =>
    rows.all(id, behind?.[0] ?? Number.MIN_SAFE_INTEGER, behind?.[2] ?? 0),
  );
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
}

function disordered(db: ReadableDb, source: number) {
  return corrupt(db.name, `the records of source ${source} are not numbered without a gap`);
}
