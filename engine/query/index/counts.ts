import type { TaskContext } from '../../task.ts';
import { type CodedValues, noValue } from './coded-values.ts';

/** Entries counted between two looks at the cancel flag. */
const entriesAtOnce = 1 << 18;

/** How many of the entries have each slot of a column. `ids`: ascending, from 1. */
export function slotCounts(
  { slots, values }: CodedValues,
  ids: Float64Array,
  context: TaskContext,
): { readonly counts: Uint32Array; readonly missing: number } {
  const counts = new Uint32Array(values.length);
  for (let start = 0; start < ids.length; start += entriesAtOnce) {
    context.checkCancelled();
    const end = Math.min(start + entriesAtOnce, ids.length);
    for (let i = start; i < end; i++) {
      (counts[slots[(ids[i] as number) - 1] as number] as number)++;
    }
  }
  const missing = counts[noValue] as number;
  counts[noValue] = 0;
  return { counts, missing };
}
