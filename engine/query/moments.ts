import type { TimeColumn } from '../../shared/domain/columns.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { scanRows } from './rows-scan.ts';

/** Beyond these no calendar goes, and no import writes any (ECMA-262, time values). */
export const farthestMoment = 8.64e15;

/**
 * The moments of some entries, by place, from the rows: milliseconds since 1970-01-01 UTC, rounded down; NaN where none is understood.
 *
 * @param ids ascending
 */
export function momentsOfRows(
  db: ReadableDb,
  ids: Float64Array,
  field: TimeColumn,
  context: TaskContext,
): Float64Array {
  const moments = new Float64Array(ids.length).fill(Number.NaN);
  scanRows(db, ids, [`e.${field}`], context, (place, [, ms]) => {
    if (typeof ms === 'number' && Math.abs(ms) <= farthestMoment) moments[place] = ms;
  });
  return moments;
}
