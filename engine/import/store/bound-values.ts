import { isCoded, type StoredColumn } from '../../case/schema.ts';
import { type Batch, valuesOf } from '../batch/batch.ts';

/** The values of one stored column as they are bound to a statement, record by record. */
export type BoundValues = (i: number) => null | number | bigint | string;

/** A reader of them; make it once a batch. */
export function boundValues(batch: Batch, column: StoredColumn): BoundValues {
  const values = valuesOf(batch, column);
  if (!isCoded(column)) return values;
  return (i) => {
    const value = values(i);
    return typeof value === 'number' ? integer(value) : value;
  };
}

const integers: bigint[] = [];

/**
 * A code as SQLite is to store it: a number would arrive as floating point, and a column of any type would keep it so.
 * Each is made once: there are at most `termLimit`.
 */
function integer(code: number): bigint {
  for (let next = integers.length; next <= code; next++) integers.push(BigInt(next));
  return integers[code] as bigint;
}
