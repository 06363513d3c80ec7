import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from './database.ts';
import { corrupt } from './faults.ts';
import { inPages, pageLength } from './pages.ts';
import type { SourceRow } from './sources.ts';

type Row = [ordinal: number, content: Buffer, id: number];

/**
 * The content hashes of a source's readable records, as the case file has them, in the order of their ordinals.
 *
 * @throws AppError CASE_CORRUPT where they are not numbered without a gap
 */
export function* recordContents(db: ReadableDb, source: SourceRow): Generator<Buffer> {
  const { id, first_entry: first, entries } = source;
  const entry = db
    .prepare<[number, number], Row>(
      `SELECT ordinal, content, id FROM entry_row WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ${pageLength}`,
    )
    .raw();
  const duplicate = db
    .prepare<[number, number, number], Row>(
      `SELECT d.ordinal, e.content, d.id FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry
       WHERE d.source = ? AND (d.ordinal, d.id) > (?, ?) ORDER BY d.ordinal, d.id LIMIT ${pageLength}`,
    )
    .raw();
  const last = (first ?? 0) + entries - 1;
  const own = inPages<Row>((behind) => entry.all(behind === null ? (first ?? 0) : behind[2] + 1, last));
  const repeated = inPages<Row>((behind) =>
    duplicate.all(id, behind?.[0] ?? Number.MIN_SAFE_INTEGER, behind?.[2] ?? 0),
  );
  let fromOwn = own.next();
  let fromRepeated = repeated.next();
  for (let ordinal = 0; !fromOwn.done || !fromRepeated.done; ordinal++) {
    const next = fromOwn.done || fromOwn.value[0] !== ordinal ? fromRepeated : fromOwn;
    if (next.done || next.value[0] !== ordinal || next.value[1].length !== digestLength)
      throw corrupt(db.name, `the records of source ${id} are not numbered without a gap`);
    yield next.value[1];
    if (next === fromOwn) fromOwn = own.next();
    else fromRepeated = repeated.next();
  }
}
