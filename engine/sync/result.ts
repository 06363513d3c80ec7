import type { SyncedSource, SyncResult, SyncSystem } from '../../shared/domain/sync.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { sourceInfo, sourceRow } from '../case/sources.ts';
import { spanOf } from '../compare/period.ts';
import type { TaskContext } from '../task.ts';
import { acquisitionInfo, acquisitionOf } from './acquisitions.ts';
import { horizonsOf } from './horizon.ts';
import { overlapsOf } from './overlap.ts';

/** A source that was acquired, as it is told when it is done: with its statement, and against earlier ones. */
export function syncedSource(db: ReadableDb, id: number, context: TaskContext): SyncedSource {
  const row = acquisitionOf(db, id);
  if (row === null)
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `source ${id} was not acquired from an API`,
      safe: 'nothing was changed',
      next: 'name one that was',
    });
  const source = sourceRow(db, id);
  const acquisition = acquisitionInfo(db, row);
  const { from, to } = spanOf(db, source, () => context.checkCancelled());
  return {
    ...sourceInfo(source),
    complete: acquisition.complete === true,
    reason: acquisition.reason ?? '',
    requests: acquisition.requests,
    reported: acquisition.reported,
    acquisition,
    retention: horizonsOf(row.system as SyncSystem, Date.now(), from <= to ? from : null),
    ...overlapsOf(db, id, context),
  };
}

export function resultOf(sources: readonly SyncedSource[]): SyncResult {
  return { sources, containers: [], skipped: [], hashes: [], unchecked: [], unapplied: [] };
}
