import type { QueryNode } from '../../shared/query/syntax.ts';
import { lastEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import { caseUuid } from '../case/uuid.ts';
import type { TaskContext } from '../task.ts';
import { IdSet } from './id-set.ts';
import type { EntrySet } from './index/entry-set.ts';
import { type ReviewIndex, reviewIndex, type Trust } from './index/review-index.ts';
import { type ScanRows, selectIndexed } from './index/select-indexed.ts';
import { KeptResults } from './kept-results.ts';
import { asksBytes, candidatesQuery, isOfBytesAlone } from './match/candidates.ts';
import { type Piece, piecesOf } from './scan/pieces.ts';
import { RowScan } from './scan/row-scan.ts';
import { scanTogether } from './scan/scan-apart.ts';

/** The entries that match a query: as a set over the review index, or, where that cannot answer, their numbers, ascending. */
export type Matching =
  | { readonly kind: 'set'; readonly set: EntrySet; readonly index: ReviewIndex }
  | { readonly kind: 'ids'; readonly ids: Float64Array };

const sets = new KeptResults<EntrySet | null>(24);
/** Numbers of entries are 8 bytes each; of a few queries they are kept. */
const found = new KeptResults<Float64Array>(6);

/** Where one entry in so many is left to look at, reading all rows costs no more than looking each up. */
const fewRows = 16;

/** @throws AppError CANCELLED */
export function matching(
  db: ReadableDb,
  query: QueryNode,
  context: TaskContext,
  trust: Trust = 'stored',
): Matching {
  const index = reviewIndex(db, context, trust);
  if (index !== null) {
    const scan = scanning(db, context);
    const set = sets.get(db, query, [index.last, index.generation], () =>
      selectIndexed(db, index, query, scan, context),
    );
    if (set !== null) return { kind: 'set', set, index };
  }
  const bounded = (part: QueryNode) => idsIn(matching(db, part, context, trust), context);
  // An index said which rows to look at: its answer is none of the rows alone, nor of another index.
  const by = index === null ? [] : [trust, index.generation];
  return { kind: 'ids', ids: found.get(db, query, by, () => selectFromRows(db, query, context, bounded)) };
}

export function sizeOf(matching: Matching): number {
  return matching.kind === 'set' ? matching.set.size : matching.ids.length;
}

/** The entries' numbers, ascending. */
export function idsIn(matching: Matching, context: TaskContext): Float64Array {
  return matching.kind === 'set' ? matching.set.ids(context) : matching.ids;
}

/** What all rows answer is kept, for the query that grows from this one; what few answer costs little to ask again. */
function scanning(db: ReadableDb, context: TaskContext): ScanRows {
  return (part, among) =>
    among === null || (among.size * fewRows > among.last && !isCostly(part))
      ? found.get(db, part, [], () => selectFromRows(db, part, context))
      : selectAmong(db, part, new IdSet(among.ids(context)), context);
}

/** Whether to look at an entry costs far more than to look it up. */
function isCostly(part: QueryNode): boolean {
  return part.kind === 'matching' || asksBytes(part);
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
  if (bound !== null && bound.kind !== 'everything')
    return selectAmong(db, query, new IdSet(bounded(bound)), context);
  return scanRange(db, query, null, 1, last, context);
}

/** Those of some entries that match. */
function selectAmong(db: ReadableDb, query: QueryNode, among: IdSet, context: TaskContext): Float64Array {
  return scanRange(db, query, among, among.ids[0] ?? 1, among.ids.at(-1) ?? 0, context);
}

function scanRange(
  db: ReadableDb,
  query: QueryNode,
  among: IdSet | null,
  first: number,
  last: number,
  context: TaskContext,
): Float64Array {
  const scan = new RowScan(db, query, among, context);
  const tell = (done: number) => context.progress({ phase: 'searching', done, total: last, unit: 'entries' });
  const pieces = isOfBytesAlone(query) && isShared(db) ? piecesOf(among, first, last) : [];
  if (pieces.length <= fewPieces) return scan.between(first, last, (entry) => tell(entry - 1));
  const own = (piece: Piece) => scan.between(piece.first, piece.last, (entry) => tell(entry - 1));
  const found = scanTogether(
    { path: db.name, uuid: caseUuid(db), query, among: among?.ids ?? null, pieces },
    own,
    context,
  );
  return joined(found);
}

/** No more than so many pieces are not worth another thread. */
const fewPieces = 3;

/** Whether another connection sees what this one does. */
function isShared(db: ReadableDb): boolean {
  return !db.memory && !db.inTransaction;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
