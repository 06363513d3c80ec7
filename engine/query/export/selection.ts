import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import { matchedIds, type Selection } from '../results.ts';

/** What is exported: a query's result in an order, all of it where there is no limit. */
export interface ExportSelection extends Selection {
  readonly limit?: number | undefined;
  /** Of the times in columns; without one they are the entries' own text. The exact bytes have no zone. */
  readonly zone?: string | undefined;
}

/** How many entries are read and written together. */
const batch = 250;

export function selectedIds(
  db: ReadableDb,
  { limit, query, sort }: ExportSelection,
  context: TaskContext,
): Float64Array {
  const ids = matchedIds(db, { query, sort }, context);
  return limit === undefined ? ids : ids.subarray(0, limit);
}

/** The ids in batches, with progress; a cancel is seen between two. */
export function* batches(ids: Float64Array, context: TaskContext): Generator<Float64Array> {
  for (let start = 0; start < ids.length; start += batch) {
    context.checkCancelled();
    context.progress({ phase: 'exporting', done: start, total: ids.length, unit: 'entries' });
    yield ids.subarray(start, start + batch);
  }
}
