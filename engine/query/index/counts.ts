import type { TaskContext } from '../../task.ts';
import type { CodedValues } from './coded-values.ts';
import { complement, type EntrySet } from './entry-set.ts';

/** For each of the columns, how many entries of the set have each slot. */
export function slotCounts(
  set: EntrySet,
  columns: readonly CodedValues[],
  context: TaskContext,
): Uint32Array[] {
  // Of more than half of all entries, it is quicker to count the others.
  if (set.size > set.last / 2) {
    const others = slotCounts(complement(set), columns, context);
    return columns.map((column, c) => {
      const counts = column.totals().slice();
      const less = others[c] as Uint32Array;
      for (let slot = 0; slot < counts.length; slot++) (counts[slot] as number) -= less[slot] as number;
      return counts;
    });
  }
  const counts = columns.map(({ table }) => new Uint32Array(table.length));
  set.eachBlock(context, (places, length) => {
    for (let c = 0; c < columns.length; c++) {
      count((columns[c] as CodedValues).slots, counts[c] as Uint32Array, places, length);
    }
  });
  return counts;
}

function count(slots: CodedValues['slots'], counts: Uint32Array, places: Uint32Array, length: number): void {
  for (let i = 0; i < length; i++) (counts[slots[places[i] as number] as number] as number)++;
}
