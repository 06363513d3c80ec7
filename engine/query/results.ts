import type { CountAnswer, PageAnswer } from '../../shared/contract/operations.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { QueryNode } from '../../shared/query/syntax.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { lastEntry, takeCensus } from './census.ts';
import { compileQuery } from './compile.ts';
import { IdList, IdSet } from './id-set.ts';
import { reviewIndex } from './index/review-index.ts';
import { selectIndexed } from './index/select-indexed.ts';
import { keptResult } from './kept-results.ts';
import { asksBytes, candidatesQuery } from './match/candidates.ts';
import type { Bound } from './parameters.ts';
import { entryRows } from './rows.ts';
import { slices } from './slices.ts';
import { type Sort, sortIds } from './sort.ts';

export interface Selection {
  readonly query: string;
  /** The order of the sources, as imported, where there is none. */
  readonly sort?: Sort | undefined;
}

/** @throws AppError INVALID_INPUT for a query that does not read, CANCELLED */
export function countEntries(db: ReadableDb, query: string, context: TaskContext): CountAnswer {
  const began = performance.now();
  const matched = matchedIds(db, { query }, context).length;
  return { matched, total: takeCensus(db, context).entries, elapsedMs: performance.now() - began };
}

/** @throws AppError INVALID_INPUT for a query that does not read, CANCELLED */
export function pageOfEntries(
  db: ReadableDb,
  { offset, limit, ...selection }: Selection & { readonly offset: number; readonly limit: number },
  context: TaskContext,
): PageAnswer {
  const ids = matchedIds(db, selection, context);
  const rows = entryRows(db, [...ids.subarray(offset, offset + limit)], context);
  return { rows, matched: ids.length, total: takeCensus(db, context).entries };
}

/** Where an entry stands in a result, 0-based, or -1. */
export function positionOfEntry(
  db: ReadableDb,
  { entry, ...selection }: Selection & { readonly entry: number },
  context: TaskContext,
): number {
  return matchedIds(db, selection, context).indexOf(entry);
}

/** The ids of the matching entries in order. The array is kept and shared: it must not be changed. */
export function matchedIds(db: ReadableDb, { query, sort }: Selection, context: TaskContext): Float64Array {
  return idsOf(db, parseQuery(query), sort, context);
}

/** As `matchedIds`, for a query that has been read. */
export function idsOf(
  db: ReadableDb,
  query: QueryNode,
  sort: Sort | undefined,
  context: TaskContext,
): Float64Array {
  return keptResult(db, query, sort, () =>
    sort === undefined
      ? select(db, query, context)
      : sortIds(db, idsOf(db, query, undefined, context), sort, context),
  );
}

function select(db: ReadableDb, query: QueryNode, context: TaskContext): Float64Array {
  const bounded = (part: QueryNode) => idsOf(db, part, undefined, context);
  if (asksBytes(query) && candidatesQuery(query).kind !== 'everything')
    return selectFromRows(db, query, context, bounded);
  const index = reviewIndex(db, context);
  const scan = (part: QueryNode) => keptResult(db, part, undefined, () => selectFromRows(db, part, context));
  return (index && selectIndexed(db, index, query, scan, context)) ?? selectFromRows(db, query, context);
}

/**
 * As the index answers, from the rows alone: every one is read. Of entries whose bytes are asked for, only those that
 * `bounded` finds for the rest of the query.
 */
export function selectFromRows(
  db: ReadableDb,
  query: QueryNode,
  context: TaskContext,
  bounded: (part: QueryNode) => Float64Array = (part) => selectFromRows(db, part, context),
): Float64Array {
  // Before all else: what an import adds meanwhile belongs to the next result.
  const last = lastEntry(db);
  const bound = asksBytes(query) ? candidatesQuery(query) : null;
  const candidates = bound === null || bound.kind === 'everything' ? null : new IdSet(bounded(bound));
  const { where, bind } = compileQuery(db, query, context, candidates);
  const statement = db
    .prepare<[Bound], number>(`SELECT e.id FROM entry_row AS e WHERE ${where} ORDER BY e.id`)
    .pluck();
  const found = new IdList();
  const first = candidates === null ? 1 : (candidates.ids[0] ?? last + 1);
  const end = candidates === null ? last : Math.min(last, candidates.ids.at(-1) ?? 0);
  for (const { low, high } of slices(first, end, context)) {
    context.progress({ phase: 'searching', done: low - 1, total: last, unit: 'entries' });
    found.push(statement.all(bind(low, high)));
  }
  return found.take();
}
