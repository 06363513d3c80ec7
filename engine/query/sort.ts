import { type ColumnName, findColumn } from '../../shared/domain/columns.ts';
import type { ReadableDb } from '../case/database.ts';
import { isCoded } from '../case/schema.ts';
import type { TaskContext } from '../task.ts';
import { mergeSort } from './merge-sort.ts';
import { scanRows } from './rows-scan.ts';
import { termsOf } from './terms.ts';

export interface Sort {
  readonly column: ColumnName;
  readonly descending: boolean;
}

/**
 * The ids ordered by a column: numbers and times by size, text by UTF-16 code units. Entries without a value come last
 * in both directions, and equal ones keep the order of the source. As the index sorts, from the rows alone: every one is
 * read, and compared.
 */
export function sortFromRows(
  db: ReadableDb,
  ids: Float64Array,
  { column, descending }: Sort,
  context: TaskContext,
): Float64Array {
  const compare =
    findColumn(column)?.kind === 'text'
      ? byText(db, ids, column, context)
      : byNumber(db, ids, column, context);
  const order = mergeSort(ids.length, (a, b) => compare(a, b, descending ? -1 : 1), context);
  const sorted = new Float64Array(ids.length);
  for (let i = 0; i < order.length; i++) sorted[i] = ids[order[i] as number] as number;
  return sorted;
}

/** Compares what stands at two places; `direction` turns values around, but not what has none. */
type Compare = (a: number, b: number, direction: 1 | -1) => number;

function byText(db: ReadableDb, ids: Float64Array, column: ColumnName, context: TaskContext): Compare {
  const terms = isCoded(column) ? termsOf(db, column, context) : new Map<number, string>();
  const keys: (string | null)[] = new Array(ids.length).fill(null);
  scanRows(db, ids, [`e.${column}`], context, (place, [, value]) => {
    keys[place] = typeof value === 'number' ? (terms.get(value) ?? null) : (value as string | null);
  });
  return (a, b, direction) => {
    const left = keys[a] as string | null;
    const right = keys[b] as string | null;
    if (left === right) return 0;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -direction : direction;
  };
}

function byNumber(db: ReadableDb, ids: Float64Array, column: ColumnName, context: TaskContext): Compare {
  const keys = new Float64Array(ids.length).fill(Number.NaN);
  const finer = new Float64Array(ids.length);
  const isTime = findColumn(column)?.kind === 'time';
  scanRows(
    db,
    ids,
    isTime ? [`e.${column}`, `e.${column}_ns`] : [`e.${column}`, '0'],
    context,
    (place, [, value, ns]) => {
      if (value === null) return;
      keys[place] = value as number;
      finer[place] = (ns ?? 0) as number;
    },
  );
  return (a, b, direction) => {
    const left = keys[a] as number;
    const right = keys[b] as number;
    if (left < right) return -direction;
    if (left > right) return direction;
    if (left === right) return direction * ((finer[a] as number) - (finer[b] as number));
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  };
}
