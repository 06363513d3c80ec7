import type { ScopeContents } from '../../shared/contract/sealing-operations.ts';
import { momentText } from '../../shared/time/moment.ts';
import type { ReadableDb } from '../case/database.ts';
import { sourceRows } from '../case/sources.ts';
import { matchedIds } from '../query/results.ts';
import { scanRows } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';
import { type PackWish, packEntries } from './pack-entries.ts';
import { packRecords } from './pack-records.ts';
import { sourcesOf } from './records.ts';
import { scopeIntegrity } from './scope-integrity.ts';

const reportEvery = 10_000;

/**
 * What the entries of a scope are, and of what goes along with it: counted, and nothing of them listed.
 *
 * @throws AppError INVALID_INPUT for an empty scope or a query that does not read, CANCELLED
 */
export function scopeContents(db: ReadableDb, wish: PackWish, context: TaskContext): ScopeContents {
  const { all: ids, within } = packEntries(db, wish, context);
  const records = packRecords(db, ids, context);
  const images = new Set<unknown>();
  const cases = new Set<unknown>();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let bytes = 0;
  scanRows(db, ids, ['e.image_id', 'e.case_id', 'e.time', 'e.length'], context, (place, row) => {
    if (place % reportEvery === 0) {
      context.progress({ phase: 'counting', done: place, total: ids.length, unit: 'entries' });
    }
    const [, image, claim, time, length] = row;
    if (image !== null) images.add(image);
    if (claim !== null) cases.add(claim);
    if (typeof time === 'number') [first, last] = [Math.min(first, time), Math.max(last, time)];
    bytes += length as number;
  });
  const used = sourcesOf(records);
  const sources = sourceRows(db);
  return {
    entries: ids.length,
    related: ids.length - within.length,
    records: records.length,
    images: images.size,
    cases: cases.size,
    bytes,
    period: first <= last ? { from: momentText(first), to: momentText(last) } : null,
    sources: sources.filter(({ id }) => used.has(id)).map(({ name }) => name),
    sourcesInCase: sources.length,
    privileged: privilegedAmong(db, ids, context).length,
    integrity: scopeIntegrity(
      db,
      ids,
      sources.filter(({ id }) => used.has(id)),
    ),
  };
}

/** All of the case that are coded as privileged, ascending. */
export function privilegedEntries(db: ReadableDb, context: TaskContext): Float64Array {
  return matchedIds(db, { query: 'is:privileged' }, context).toSorted();
}

/** Those of the entries, ascending, that are coded as privileged. */
export function privilegedAmong(db: ReadableDb, ids: Float64Array, context: TaskContext): Float64Array {
  const privileged = new Set(privilegedEntries(db, context));
  return privileged.size === 0 ? new Float64Array() : ids.filter((id) => privileged.has(id));
}
