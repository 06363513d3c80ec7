import type { TimeColumn } from '../../shared/domain/columns.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { reviewIndex } from './index/review-index.ts';
import { scanRows } from './rows-scan.ts';

/** Beyond these no calendar goes, and no import writes any (ECMA-262, time values). */
const farthest = 8.64e15;

/**
 * The moments of some entries, by place: milliseconds since 1970-01-01 UTC, rounded down; NaN where none is understood.
 *
 * @param ids ascending
 */
export function momentsOf(
  db: ReadableDb,
  ids: Float64Array,
  field: TimeColumn,
  context: TaskContext,
): Float64Array {
  const times = reviewIndex(db, context)?.times(field);
  if (!times || (ids.at(-1) ?? 0) > times.upTo) return momentsFromRows(db, ids, field, context);
  const moments = new Float64Array(ids.length);
  for (let place = 0; place < ids.length; place++) {
    const ms = times.ms[(ids[place] as number) - 1] as number;
    moments[place] = Math.abs(ms) <= farthest ? ms : Number.NaN;
  }
  return moments;
}

/** As the index tells them, from the rows alone. */
function momentsFromRows(
  db: ReadableDb,
  ids: Float64Array,
  field: TimeColumn,
  context: TaskContext,
): Float64Array {
  const moments = new Float64Array(ids.length).fill(Number.NaN);
  scanRows(db, ids, `e.${field}`, context, (place, [, ms]) => {
    if (typeof ms === 'number' && Math.abs(ms) <= farthest) moments[place] = ms;
  });
  return moments;
}

/** The least and the greatest of the numbers, NaN left out; null where there is none. */
export function extent(numbers: Float64Array): { min: number; max: number; known: number } | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let known = 0;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number;
    if (Number.isNaN(number)) continue;
    known++;
    if (number < min) min = number;
    if (number > max) max = number;
  }
  return known === 0 ? null : { min, max, known };
}
