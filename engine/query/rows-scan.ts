import { preparedRows, type ReadableDb } from '../case/database.ts';
import { EntryTypes } from '../case/entry-types.ts';
import type { TaskContext } from '../task.ts';

/** How many entries are read by one statement. */
const batch = 4_096;
/** Where at least one in so many rows is wanted, reading all of a range beats looking each up. */
const denseEnough = 4;

/** What a column of a statement can hold here. */
export type Cell = string | number | Buffer | null;

/**
 * Reads rows of `entry_row AS e` for ascending ids, and hands each with its place among the ids to `take`.
 *
 * @param selected SQL expressions
 * @throws AppError CANCELLED; CASE_CORRUPT where a column holds what it cannot
 */
export function scanRows(
  db: ReadableDb,
  ids: Float64Array,
  selected: readonly string[],
  context: TaskContext,
  take: (place: number, row: Cell[]) => void,
): void {
  const select = selected.join(', ');
  const types = new EntryTypes(db, ['id', ...selected]);
  for (let start = 0; start < ids.length; start += batch) {
    context.checkCancelled();
    context.progress({ phase: 'reading entries', done: start, total: ids.length, unit: 'entries' });
    const wanted = ids.subarray(start, start + batch);
    const first = wanted[0] as number;
    const last = wanted[wanted.length - 1] as number;
    const dense = last - first < wanted.length * denseEnough;
    const rows = dense
      ? preparedRows<[number, number], Cell[]>(
          db,
          `SELECT e.id, ${select} FROM entry_row AS e WHERE e.id BETWEEN ? AND ? ORDER BY e.id`,
        ).all(first, last)
      : preparedRows<[string], Cell[]>(
          db,
          `SELECT e.id, ${select} FROM entry_row AS e WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id`,
        ).all(JSON.stringify([...wanted]));
    takeWanted(rows, wanted, start, types, take);
  }
}

/** By itself, so that what is compiled while a batch is gone through serves the next as well. */
function takeWanted(
  rows: readonly Cell[][],
  wanted: Float64Array,
  start: number,
  types: EntryTypes,
  take: (place: number, row: Cell[]) => void,
): void {
  let place = 0;
  for (const row of rows) {
    if (row[0] !== wanted[place]) continue;
    types.check(row[0], row);
    take(start + place, row);
    place++;
  }
}
