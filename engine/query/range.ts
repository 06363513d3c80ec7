import type { RangeAnswer } from '../../shared/contract/analysis-operations.ts';
import { findColumn, type NumberColumn, type TimeColumn } from '../../shared/domain/columns.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { idsIn, matching, sizeOf } from './matching.ts';
import { farthestMoment } from './moments.ts';
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
  const found = matching(db, parseQuery(query), context);
  const isTime = findColumn(field)?.kind === 'time';
  const most = isTime ? farthestMoment : Number.POSITIVE_INFINITY;
  let min: number | null = null;
  let max: number | null = null;
  let known = 0;
  const take = (value: number) => {
    if (Number.isNaN(value) || Math.abs(value) > most) return;
    known++;
    if (min === null || value < min) min = value;
    if (max === null || value > max) max = value;
  };
  const values =
    found.kind === 'ids'
      ? null
      : isTime
        ? found.index.times(field as TimeColumn)
        : found.index.numbers(field as NumberColumn);
  if (found.kind === 'set' && values !== null) {
    const indexed = 'ms' in values ? values.ms : values.numbers;
    found.set.eachBlock(context, (places, length) => {
      if (indexed === null) return;
      for (let i = 0; i < length; i++) take(indexed[places[i] as number] as number);
    });
  } else {
    scanRows(db, idsIn(found, context), [`e.${field}`], context, (_, [, value]) => {
      if (typeof value === 'number') take(value);
    });
  }
  return { min, max, known, missing: sizeOf(found) - known };
}
