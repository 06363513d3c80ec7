import type { TaskContext } from '../../task.ts';
import { mergeSort } from '../merge-sort.ts';
import type { CodedValues } from './coded-values.ts';
import type { NumberValues } from './number-values.ts';

/** Ids looked at between two looks at the cancel flag. */
const idsAtOnce = 1 << 18;
/** Where a column has more different numbers, they are compared and not counted. */
const mostNumbers = 1 << 16;

/** What ids are sorted by: the place of each entry's value among all the column's. */
interface Ranked {
  /** By entry, the first at 0: of a value, or of none. */
  readonly slots: Uint16Array | Uint32Array;
  /** By slot, ascending from 0; `none` for no value. */
  readonly ranks: Uint32Array;
  readonly none: number;
}

const ranksOfCoded = new WeakMap<CodedValues, Uint32Array>();
const rankedNumbers = new WeakMap<NumberValues, { readonly upTo: number; readonly ranked: Ranked | null }>();

/** Values are compared once, and their order kept. Null where that would cost more than to sort so few entries. */
export function rankedByText(column: CodedValues, entries: number, context: TaskContext): Ranked | null {
  const { values, slots } = column;
  const none = values.length - 1;
  let ranks = ranksOfCoded.get(column);
  if (ranks?.length !== values.length) {
    if (entries * 8 < values.length) return null;
    const order = mergeSort(
      none,
      (a, b) => {
        const left = values[a + 1] as string;
        const right = values[b + 1] as string;
        return left < right ? -1 : left > right ? 1 : 0;
      },
      context,
    );
    ranks = new Uint32Array(values.length).fill(none);
    for (let rank = 0; rank < none; rank++) ranks[(order[rank] as number) + 1] = rank;
    ranksOfCoded.set(column, ranks);
  }
  return { slots, ranks, none };
}

/** Null where the column has too many different numbers. */
export function rankedByNumber(column: NumberValues, context: TaskContext): Ranked | null {
  const known = rankedNumbers.get(column);
  if (known?.upTo === column.upTo) return known.ranked;
  const ranked = rankNumbers(column, context);
  rankedNumbers.set(column, { upTo: column.upTo, ranked });
  return ranked;
}

function rankNumbers({ numbers, upTo }: NumberValues, context: TaskContext): Ranked | null {
  const slotOf = new Map<number, number>();
  const slots = new Uint32Array(upTo);
  for (let i = 0; i < upTo; i++) {
    if (i % idsAtOnce === 0) context.checkCancelled();
    const value = numbers[i] as number;
    let slot = slotOf.get(value);
    if (slot === undefined) {
      if (slotOf.size === mostNumbers) return null;
      slot = slotOf.size;
      slotOf.set(value, slot);
    }
    slots[i] = slot;
  }
  const ascending = [...slotOf.keys()].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const none = ascending.length;
  const ranks = new Uint32Array(slotOf.size).fill(none);
  ascending.forEach((value, rank) => {
    ranks[slotOf.get(value) as number] = rank;
  });
  return { slots, ranks, none };
}

/** The ids by the rank of their entries' values, those without one last, equal ones as they were. */
export function sortRanked(
  { slots, ranks, none }: Ranked,
  ids: Float64Array,
  descending: boolean,
  context: TaskContext,
): Float64Array {
  const places = descending ? ranks.map((rank) => (rank === none ? none : none - 1 - rank)) : ranks;
  const next = new Uint32Array(none + 2);
  const each = (take: (id: number, place: number) => void) => {
    for (let start = 0; start < ids.length; start += idsAtOnce) {
      context.checkCancelled();
      const end = Math.min(start + idsAtOnce, ids.length);
      for (let i = start; i < end; i++) {
        const id = ids[i] as number;
        take(id, places[slots[id - 1] as number] as number);
      }
    }
  };
  each((_, place) => {
    (next[place + 1] as number)++;
  });
  for (let place = 1; place < next.length; place++) (next[place] as number) += next[place - 1] as number;
  const sorted = new Float64Array(ids.length);
  each((id, place) => {
    const at = next[place] as number;
    sorted[at] = id;
    next[place] = at + 1;
  });
  return sorted;
}
