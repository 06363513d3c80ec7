import { lastEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import { slices } from '../slices.ts';
import type { TaskContext } from '../task.ts';
import { IdList, IdSet } from './id-set.ts';

/** The entries whose column, as stored, holds one of the values. One pass over the case, however many values. */
export function entriesHolding(
  db: ReadableDb,
  column: string,
  values: ReadonlySet<string | number>,
  context: TaskContext,
): IdSet {
  const select = db
    .prepare<[number, number], [number, string | number | null]>(
      `SELECT e.id, e.${column} FROM entry_row AS e WHERE e.id BETWEEN ? AND ? AND e.${column} IS NOT NULL ORDER BY e.id`,
    )
    .raw();
  const found = new IdList();
  for (const { low, high } of slices(1, lastEntry(db), context)) {
    const ids: number[] = [];
    for (const [id, value] of select.all(low, high)) if (value !== null && values.has(value)) ids.push(id);
    found.push(ids);
  }
  return new IdSet(found.take());
}
