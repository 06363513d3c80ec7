import type { HistoryEntry } from '../../shared/domain/history.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { ReadableDb } from '../case/database.ts';
import type { Trust } from '../query/index/review-index.ts';
import { idsOf, matchedIds } from '../query/results.ts';
import { entryRows } from '../query/rows.ts';
import type { TaskContext } from '../task.ts';
import { kindOf } from './kinds.ts';

/** Entries that one history looks at: those of one image or claim are few, unless somebody means harm. */
export const mostExamined = 20_000;
/** Rows read between two looks at the cancel flag. */
const rowsAtOnce = 1_000;

export interface Gathered {
  readonly count: number;
  /** The first of them in the order of their times, those without one last. */
  readonly entries: readonly HistoryEntry[];
}

/** @param trust whether it is for a screen, or leaves the case */
export function gather(
  db: ReadableDb,
  query: string,
  most: number,
  context: TaskContext,
  trust: Trust = 'stored',
): Gathered {
  const sort = { column: 'time', descending: false } as const;
  const ids =
    trust === 'rows' ? matchedIds(db, { query, sort }, context) : idsOf(db, parseQuery(query), sort, context);
  const systems = new Map(
    db.prepare<[], [number, string]>('SELECT id, system FROM source').raw().all() as [number, string][],
  );
  const timeOf = db.prepare<[number], number | null>('SELECT time FROM entry_row WHERE id = ?').pluck();
  const entries: HistoryEntry[] = [];
  for (let at = 0; at < Math.min(ids.length, most); at += rowsAtOnce) {
    context.checkCancelled();
    const end = Math.min(at + rowsAtOnce, most);
    for (const row of entryRows(db, [...ids.subarray(at, end)], context)) {
      entries.push({
        row,
        kind: kindOf(row.values),
        system: systems.get(row.source) ?? '',
        ms: timeOf.get(row.id) ?? null,
      });
    }
  }
  return { count: ids.length, entries };
}
