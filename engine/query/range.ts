import type { RangeAnswer } from '../../shared/contract/analysis-operations.ts';
import { findColumn, type NumberColumn, type TimeColumn } from '../../shared/domain/columns.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { reviewIndex } from './index/review-index.ts';
import { extent, momentsOf } from './moments.ts';
import { matchedIds } from './results.ts';
import { scanRows } from './rows-scan.ts';

/**
 * The least and the greatest value of a number or a time among the matching entries.
 *
 * @throws AppError INVALID_INPUT for a query that does not read, CANCELLED
 */
export function rangeOfField(
  db: ReadableDb,
  { query, field }: { readonly query: string; readonly field: NumberColumn | TimeColumn },
  context: TaskContext,
): RangeAnswer {
  const ids = matchedIds(db, { query }, context);
  const values =
    findColumn(field)?.kind === 'time'
      ? momentsOf(db, ids, field as TimeColumn, context)
      : numbersOf(db, ids, field as NumberColumn, context);
  const { min = null, max = null, known = 0 } = extent(values) ?? {};
  return { min, max, known, missing: ids.length - known };
}

function numbersOf(
  db: ReadableDb,
  ids: Float64Array,
  column: NumberColumn,
  context: TaskContext,
): Float64Array {
  const indexed = reviewIndex(db, context)?.numbers(column);
  if (indexed && (ids.at(-1) ?? 0) <= indexed.upTo) {
    return ids.map((id) => indexed.numbers[id - 1] as number);
  }
  const numbers = new Float64Array(ids.length).fill(Number.NaN);
  scanRows(db, ids, `e.${column}`, context, (place, [, value]) => {
    if (typeof value === 'number') numbers[place] = value;
  });
  return numbers;
}
