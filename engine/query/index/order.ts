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
    const places = new Uint32Array(last);
    for (let place = 0; place < last; place++) places[place] = place;
    order = orderOf(values, places, descending, context);
    for (let i = 0; i < last; i++) (order[i] as number)++;
    known.byDirection.set(descending, order);
  }
  return order;
}

/** The order of the entries at these places, as numbers of the places. */
function orderOf(
  values: Sortable,
  places: Uint32Array,
  descending: boolean,
  context: TaskContext,
): Uint32Array {
  return radixOrder(keysOf(values, places, descending, context), places.length, context);
}

function keysOf(
  values: Sortable,
  places: Uint32Array,
  descending: boolean,
  context: TaskContext,
): Uint32Array[] {
  if ('slots' in values) {
    const ranks = values.table.ranks(context);
    const none = values.table.length - 1;
    const keys = new Uint32Array(places.length);
    for (let i = 0; i < places.length; i++) {
      const rank = ranks[values.slots[places[i] as number] as number] as number;
      keys[i] = descending && rank !== none ? none - 1 - rank : rank;
    }
    return [keys];
  }
  if ('ranks' in values) {
    const { ranks, none } = values;
    return [
      places.map((place) => {
        const rank = ranks[place] as number;
        return descending && rank !== none ? none - 1 - rank : rank;
      }),
    ];
  }
  const numbers = new Float64Array(places.length);
  if ('numbers' in values) {
    for (let i = 0; i < places.length; i++) numbers[i] = values.numbers[places[i] as number] as number;
    return numberKeys(numbers, descending);
  }
  const { ms, ns } = values;
  for (let i = 0; i < places.length; i++) {
    const moment = ms[places[i] as number] as number;
    numbers[i] = moment === notUnderstood ? Number.NaN : moment;
  }
  const keys = numberKeys(numbers, descending);
  if (ns === null) return keys;
  const finer = places.map((place, i) => {
    const nanoseconds = Number.isNaN(numbers[i]) ? 0 : (ns[place] as number);
    return descending ? 999_999 - nanoseconds : nanoseconds;
  });
  return [finer, ...keys];
}
