import type { FoundEntries } from '../../shared/annotation/answers.ts';
import { AppError } from '../../shared/errors.ts';
import { printQuery } from '../../shared/query/print.ts';
import { lastEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import { matchedIds } from '../query/results.ts';
import type { TaskContext } from '../task.ts';
import { type EntrySet, type Extent, entrySet, extentOf, idsOfSet } from './entry-set.ts';

/**
 * Which entries an annotation is about: rows of this case, all that carry one id, all that match a query, or those found
 * before (`findTargets`), so that what a person saw counted is what is marked.
 */
export type AnnotationTargets =
  | { readonly set: string }
  | { readonly entries: readonly number[] }
  | { readonly entryId: string }
  | { readonly query: string };

/** @throws AppError INVALID_INPUT where there are none, or an entry does not exist */
export function resolveTargets(db: ReadableDb, on: AnnotationTargets, context: TaskContext): EntrySet {
  if ('set' in on) return foundBefore(db, on.set);
  if ('entries' in on) return namedEntries(db, on.entries);
  const ids = matchedIds(db, { query: queryOf(on) }, context);
  if (ids.length === 0) throw nothingThere(on);
  return entrySet(ids);
}

/** @throws as `resolveTargets` */
export function findTargets(db: ReadableDb, on: AnnotationTargets, context: TaskContext): FoundEntries {
  const set = resolveTargets(db, on, context);
  const { first, entries } = extentOf(set) as Extent;
  return { set: set.toString('base64'), entries, first };
}

/** What comes from outside is made anew, so that one set is stored in one spelling. */
function foundBefore(db: ReadableDb, text: string): EntrySet {
  const given = Buffer.from(text, 'base64');
  const extent = extentOf(given);
  if (extent === null || extent.last > lastEntry(db)) throw unknownEntry();
  return entrySet(idsOfSet(given, extent.last));
}

function namedEntries(db: ReadableDb, entries: readonly number[]): EntrySet {
  const ids = Float64Array.from(new Set(entries)).sort();
  const last = lastEntry(db);
  if (ids.some((id) => id < 1 || id > last)) throw unknownEntry();
  return entrySet(ids);
}

function queryOf(on: { readonly entryId: string } | { readonly query: string }): string {
  if ('query' in on) return on.query;
  return printQuery({ kind: 'exact', field: 'entry_id', values: [on.entryId], start: 0, end: 0 });
}

export function unknownEntry(): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: 'some of the entries are not in this case',
    safe: 'nothing was annotated',
    next: 'search again, and annotate what is found',
  });
}

function nothingThere(on: AnnotationTargets): AppError {
  const what = 'entryId' in on ? `no entry carries the id ${JSON.stringify(on.entryId)}` : 'no entry matches';
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${what}: there is nothing to annotate`,
    safe: 'nothing was annotated',
    next: 'search for the entries first',
  });
}
