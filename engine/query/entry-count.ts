import { lastEntry, takeCensus } from '../case/census.ts';
import { prepared, type ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';

/** Cases in which a row was missed that should have been there. */
const gapped = new WeakSet<ReadableDb>();

/** How many entries the case has. */
export function entryTotal(db: ReadableDb, context: TaskContext): number {
  const last = lastEntry(db);
  return isAsStated(db, last) ? last : takeCensus(db, context).entries;
}

/** Whether the entries are numbered from 1 on without gaps, as every import numbers them. */
export function isNumberedWithoutGaps(db: ReadableDb, context: TaskContext): boolean {
  const last = lastEntry(db);
  if (isAsStated(db, last)) return true;
  const { entries, upTo } = takeCensus(db, context);
  return entries === upTo && upTo >= last && firstEntry(db) >= 1;
}

/** To be called where a row is missing, so that the rows are counted from then on. */
export function missedRow(db: ReadableDb): void {
  gapped.add(db);
}

/** Whether the last number is how many entries the sources state together: then none is missing, so far as is known. */
function isAsStated(db: ReadableDb, last: number): boolean {
  if (gapped.has(db)) return false;
  const stated = prepared<[], { entries: number | null }>(
    db,
    'SELECT sum(entries) AS entries FROM source',
  ).get();
  return stated?.entries === last && firstEntry(db) === 1;
}

function firstEntry(db: ReadableDb): number {
  return prepared<[], { id: number | null }>(db, 'SELECT min(id) AS id FROM entry_row').get()?.id ?? 1;
}
