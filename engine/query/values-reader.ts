import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { ReadableValues } from './readable-values.ts';
import { type Cell, scanRows } from './rows-scan.ts';

/** The values of entries, in the order in which they are asked for. */
export type ValuesReader = (ids: Float64Array) => Cell[][];

/** The readable values of entries, times in the zone given or as their own text, batch by batch in this order; in the order of `columns` within each. */
export function valuesReader(db: ReadableDb, context: TaskContext, zone?: string): ValuesReader {
  const reader = new ReadableValues(db, zone);
  return (ids) => {
    const ascending = isAscending(ids);
    const sorted = ascending ? ids : ids.toSorted();
    const found: Cell[][] = [];
    const read: number[] = [];
    scanRows(db, sorted, reader.select, context, (_, row) => {
      read.push(row[0] as number);
      found.push(reader.read(row, 1));
    });
    if (ascending) return found;
    const values = new Map(read.map((id, i): [number, Cell[]] => [id, found[i] as Cell[]]));
    return Array.from(ids, (id) => values.get(id)).filter((row) => row !== undefined);
  };
}

function isAscending(ids: Float64Array): boolean {
  return ids.every((id, i) => i === 0 || (ids[i - 1] as number) <= id);
}
