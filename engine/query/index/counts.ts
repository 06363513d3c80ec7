import type { TaskContext } from '../../task.ts';
import type { CodedValues } from './coded-values.ts';
import { complement, type EntrySet } from './entry-set.ts';
import type { ValueBits } from './value-bits.ts';

/** What it costs to look up the slot of an entry, in words of bits that are counted meanwhile. */
const wordsPerEntry = 1.5;

/** For each of the columns, how many entries of the set have each slot. */
export function slotCounts(
  set: EntrySet,
  columns: readonly CodedValues[],
  context: TaskContext,
): Uint32Array[] {
  const counts = columns.map((column) => countsByBits(set, column));
  const others = columns.filter((_, c) => counts[c] === null);
  const looked = countsByEntry(set, others, context);
  return counts.map((own) => own ?? (looked.shift() as Uint32Array));
}

/** Null where it costs less to look at each entry, or there are no bits. */
function countsByBits(set: EntrySet, column: CodedValues): Uint32Array | null {
  const entries = Math.min(set.size, set.last - set.size);
  const isWorth = (slots: number) => (slots - 1) * set.words.length < entries * wordsPerEntry;
  if (!isWorth(column.table.length)) return null;
  const bits = column.bits(set.last);
  return bits && countBits(set, bits);
}

function countBits(set: EntrySet, bits: ValueBits): Uint32Array {
  const counts = new Uint32Array(bits.length);
  let without = set.size;
  for (let slot = 1; slot < bits.length; slot++) {
    const count = bits.count(slot, set.words, 0, set.words.length);
    counts[slot] = count;
    without -= count;
  }
  counts[0] = without;
  return counts;
}

function countsByEntry(set: EntrySet, columns: readonly CodedValues[], context: TaskContext): Uint32Array[] {
  if (columns.length === 0) return [];
  // Of more than half of all entries, it is quicker to take off the others.
  const isMost = set.size > set.last / 2;
  const counts = columns.map((column) =>
    isMost ? column.totals().slice() : new Uint32Array(column.table.length),
  );
  const add = isMost ? discount : count;
  (isMost ? complement(set) : set).eachBlock(context, (places, length) => {
    for (let c = 0; c < columns.length; c++) {
      add((columns[c] as CodedValues).slots, counts[c] as Uint32Array, places, length);
    }
  });
  return counts;
}

function count(slots: CodedValues['slots'], counts: Uint32Array, places: Uint32Array, length: number): void {
  for (let i = 0; i < length; i++) (counts[slots[places[i] as number] as number] as number)++;
}

function discount(
  slots: CodedValues['slots'],
  counts: Uint32Array,
  places: Uint32Array,
  length: number,
): void {
  for (let i = 0; i < length; i++) (counts[slots[places[i] as number] as number] as number)--;
}
