import type { CountAnswer, PageAnswer } from '../../shared/contract/operations.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { QueryNode } from '../../shared/query/syntax.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { entryTotal } from './entry-count.ts';
import { sortedSet } from './index/order.ts';
import type { Trust } from './index/review-index.ts';
import { KeptResults } from './kept-results.ts';
import { idsIn, type Matching, matching, sizeOf } from './matching.ts';
import { entryRows } from './rows.ts';
import { type Sort, sortFromRows } from './sort.ts';

export interface Selection {
  readonly query: string;
  /** The order of the sources, as imported, where there is none. */
  readonly sort?: Sort | undefined;
}

type Ids = Float64Array | Uint32Array;

/** Results in an order are kept: a few pages of work, up to 8 bytes an entry each. */
const sorted = new KeptResults<Ids>(6);

/** @throws AppError INVALID_INPUT for a query that does not read, CANCELLED */
export function countEntries(db: ReadableDb, query: string, context: TaskContext): CountAnswer {
  const began = performance.now();
  const matched = sizeOf(matching(db, parseQuery(query), context));
  return { matched, total: entryTotal(db, context), elapsedMs: performance.now() - began };
}

/** @throws AppError INVALID_INPUT for a query that does not read, CANCELLED */
export function pageOfEntries(
  db: ReadableDb,
  { offset, limit, ...selection }: Selection & { readonly offset: number; readonly limit: number },
  context: TaskContext,
): PageAnswer {
  const query = parseQuery(selection.query);
  let found = matching(db, query, context);
  let ids = pageOf(db, query, found, selection.sort, offset, limit, context);
  if (found.kind === 'set' && !found.index.holdAgainst(ids)) {
    found = matching(db, query, context);
    ids = pageOf(db, query, found, selection.sort, offset, limit, context);
  }
  const rows = entryRows(db, ids, context);
  return { rows, matched: sizeOf(found), total: entryTotal(db, context) };
}

function pageOf(
  db: ReadableDb,
  query: QueryNode,
  found: Matching,
  sort: Sort | undefined,
  offset: number,
  limit: number,
  context: TaskContext,
): number[] {
  if (sort !== undefined) {
    return Array.from(inOrder(db, query, found, sort, context).subarray(offset, offset + limit));
  }
  return found.kind === 'set'
    ? found.set.slice(offset, limit)
    : Array.from(found.ids.subarray(offset, offset + limit));
}

/** Where an entry stands in a result, 0-based, or -1. */
export function positionOfEntry(
  db: ReadableDb,
  { entry, ...selection }: Selection & { readonly entry: number },
  context: TaskContext,
): number {
  const query = parseQuery(selection.query);
  const found = matching(db, query, context);
  if (selection.sort !== undefined) return inOrder(db, query, found, selection.sort, context).indexOf(entry);
  if (found.kind === 'ids') return found.ids.indexOf(entry);
  return found.set.has(entry) ? found.set.before(entry) : -1;
}

/**
 * The ids of the matching entries in order, as the rows alone have it: for what leaves the case or is put on record. The array may be
 * kept and shared: it must not be changed.
 */
export function matchedIds(db: ReadableDb, selection: Selection, context: TaskContext): Float64Array {
  const { sort } = selection;
  const query = parseQuery(selection.query);
  const found = matching(db, query, context, 'rows');
  if (sort !== undefined) return Float64Array.from(inOrder(db, query, found, sort, context, 'rows'));
  return idsIn(found, context);
}

/** Results of so many entries are held against their rows as a whole. */
const fewEntries = 2_000;

/** The ids of the matching entries in order, for a screen. The array may be kept and shared: it must not be changed. */
export function idsOf(db: ReadableDb, query: QueryNode, sort: Sort | undefined, context: TaskContext): Ids {
  let found = matching(db, query, context);
  const few = found.kind === 'set' && found.set.size <= fewEntries ? found : null;
  if (few !== null && !few.index.holdAgainst(few.set.slice(0, fewEntries)))
    found = matching(db, query, context);
  return sort === undefined ? idsIn(found, context) : inOrder(db, query, found, sort, context);
}

function inOrder(
  db: ReadableDb,
  query: QueryNode,
  found: Matching,
  sort: Sort,
  context: TaskContext,
  trust: Trust = 'stored',
): Ids {
  const generation = found.kind === 'set' ? [found.index.last, found.index.generation] : [trust];
  return sorted.get(db, query, [sort.column, sort.descending, ...generation], () => {
    const indexed = found.kind === 'set' ? sortedSet(found.index, found.set, sort, context) : null;
    return indexed ?? sortFromRows(db, idsIn(found, context), sort, context);
  });
}
