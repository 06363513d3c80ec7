import { findColumn, type NumberColumn, type TimeColumn } from '../../../shared/domain/columns.ts';
import { isCoded } from '../../case/schema.ts';
import type { TaskContext } from '../../task.ts';
import type { Sort } from '../sort.ts';
import type { CodedValues } from './coded-values.ts';
import { isPlainText } from './columns.ts';
import type { EntrySet } from './entry-set.ts';
import type { NumberValues } from './number-values.ts';
import { numberKeys, radixOrder } from './radix.ts';
import type { ReviewIndex } from './review-index.ts';
import { notUnderstood } from './segment/arrays.ts';
import type { RankedTexts } from './text-ranks.ts';
import type { TimeValues } from './time-values.ts';

/** Of all entries one in so many, from which on they are taken from the order of all, which is kept. */
const enoughForAll = 8;

type Sortable = CodedValues | NumberValues | TimeValues | RankedTexts;

/** All entries' numbers by a column; by direction. As long as no entry is added. */
const orders = new WeakMap<
  Sortable,
  { readonly upTo: number; readonly byDirection: Map<boolean, Uint32Array> }
>();

/**
 * The entries' numbers by a column, in an array that is kept and not to be changed, as `sortIds` orders them; null for a column that is not sorted by its values here.
 */
export function sortedSet(
  index: ReviewIndex,
  set: EntrySet,
  { column, descending }: Sort,
  context: TaskContext,
): Uint32Array | null {
  const isFew = set.size * enoughForAll < set.last;
  const values = valuesOf(index, column, isFew);
  if (values === null) return null;
  if (isFew) {
    const places = placesOf(set, context);
    const order = orderOf(values, places, descending, context);
    return order.map((place) => (places[place] as number) + 1);
  }
  const all = orderOfAll(values, set.last, descending, context);
  if (set.size === set.last) return all;
  const sorted = new Uint32Array(set.size);
  const { words } = set;
  let at = 0;
  for (let i = 0; i < all.length; i++) {
    const id = all[i] as number;
    if ((((words[(id - 1) >>> 5] as number) >>> ((id - 1) & 31)) & 1) === 1) sorted[at++] = id;
  }
  return sorted;
}

/** Texts are ranked all together: for the sake of a few, only where that is done. */
function valuesOf(index: ReviewIndex, column: Sort['column'], few: boolean): Sortable | null {
  if (isCoded(column)) return index.coded(column);
  if (isPlainText(column)) return few && !index.isRanked(column) ? null : index.ranked(column);
  const kind = findColumn(column)?.kind;
  if (kind === 'time') return index.times(column as TimeColumn);
  return kind === 'number' ? index.numbers(column as NumberColumn) : null;
}

function placesOf(set: EntrySet, context: TaskContext): Uint32Array {
  const all = new Uint32Array(set.size);
  let at = 0;
  set.eachBlock(context, (places, length) => {
    all.set(places.subarray(0, length), at);
    at += length;
  });
  return all;
}

function orderOfAll(values: Sortable, last: number, descending: boolean, context: TaskContext): Uint32Array {
  let known = orders.get(values);
  if (known?.upTo !== last) {
    known = { upTo: last, byDirection: new Map() };
    orders.set(values, known);
  }
  let order = known.byDirection.get(descending);
  if (order === undefined) {
    order = 'ranks' in values ? idsOf(values, descending) : idsByKeys(values, last, descending, context);
    known.byDirection.set(descending, order);
  }
  return order;
}

function idsByKeys(values: Sortable, last: number, descending: boolean, context: TaskContext): Uint32Array {
  const order = radixOrder(keysOf(values, null, last, descending, context), last, context);
  for (let i = 0; i < last; i++) (order[i] as number)++;
  return order;
}

/** The ids as texts were ranked, or from the greatest text to the least: equal ones keep their order, and what is not there comes last. */
function idsOf({ ranks, none, ids }: RankedTexts, descending: boolean): Uint32Array {
  if (!descending) return ids;
  const rankAt = (i: number) => ranks[(ids[i] as number) - 1] as number;
  const turned = new Uint32Array(ids.length);
  let known = ids.length;
  while (known > 0 && rankAt(known - 1) === none) known--;
  turned.set(ids.subarray(known), known);
  let at = 0;
  for (let to = known; to > 0; ) {
    let from = to - 1;
    while (from > 0 && rankAt(from - 1) === rankAt(to - 1)) from--;
    for (let i = from; i < to; i++) turned[at++] = ids[i] as number;
    to = from;
  }
  return turned;
}

/** The order of the entries at these places, as numbers of the places. */
function orderOf(
  values: Sortable,
  places: Uint32Array,
  descending: boolean,
  context: TaskContext,
): Uint32Array {
  return radixOrder(keysOf(values, places, places.length, descending, context), places.length, context);
}

/** Of the entries at these places, or, without them, at all from 0 on. */
function keysOf(
  values: Sortable,
  places: Uint32Array | null,
  length: number,
  descending: boolean,
  context: TaskContext,
): Uint32Array[] {
  const placeOf = (i: number) => (places === null ? i : (places[i] as number));
  if ('slots' in values || 'ranks' in values) {
    const { rankAt, none } = 'slots' in values ? rankedSlots(values, context) : ranked(values);
    const keys = new Uint32Array(length);
    for (let i = 0; i < length; i++) {
      const rank = rankAt(placeOf(i));
      keys[i] = descending && rank !== none ? none - 1 - rank : rank;
    }
    return [keys];
  }
  if ('numbers' in values) {
    const { numbers } = values;
    return numbers === null ? [] : numberKeys(length, (i) => numbers[placeOf(i)] as number, descending);
  }
  const { ms, ns } = values;
  const momentAt = (i: number) => {
    const moment = ms[placeOf(i)] as number;
    return moment === notUnderstood ? Number.NaN : moment;
  };
  const keys = numberKeys(length, momentAt, descending);
  if (ns === null) return keys;
  const finer = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    const nanoseconds = Number.isNaN(momentAt(i)) ? 0 : (ns[placeOf(i)] as number);
    finer[i] = descending ? 999_999 - nanoseconds : nanoseconds;
  }
  return [finer, ...keys];
}

/** By place, the rank of an entry's value, and that of an entry without one. */
interface Ranks {
  readonly rankAt: (place: number) => number;
  readonly none: number;
}

function rankedSlots({ table, slots }: CodedValues, context: TaskContext): Ranks {
  const ranks = table.ranks(context);
  return { rankAt: (place) => ranks[slots[place] as number] as number, none: table.length - 1 };
}

function ranked({ ranks, none }: RankedTexts): Ranks {
  return { rankAt: (place) => ranks[place] as number, none };
}
