import type { TaskContext } from '../../task.ts';
import { mergeSort } from '../merge-sort.ts';
import { noText } from './folded-texts.ts';
import { radixOrder } from './radix.ts';
import { type PackedTexts, pairAt, placeOfByte, sameBytes, wordAt } from './text-bytes.ts';

/** Texts in their order: of their UTF-16 code units. */
export interface OrderedTexts {
  /** The numbers of the texts in order; equal ones as they come. */
  readonly order: Uint32Array;
  /** By text, its place among the distinct texts, from 0; equal texts have the same. */
  readonly ranks: Uint32Array;
}

/** The texts of entries, of which some are not there: they come last. */
export interface RankedTexts {
  /** By entry, the first at 0, the place of its text among the distinct ones; of one that is not there `none`. */
  readonly ranks: Uint32Array;
  readonly none: number;
  /** The entries' numbers, from 1, in the order of their texts; those of equal ones ascending. */
  readonly ids: Uint32Array;
}

/** Bytes that texts are sorted by at once. */
const step = 8;
/** So few are compared, one with the next. */
const few = 16;
/** From so many on, digits sort faster than comparisons. */
const many = 256;
/** Texts sorted in a step. */
const textsAtOnce = 16_384;
/** From so many on, texts are first parted by two bytes: what is to be sorted then stays in the processor's cache. */
const parted = 1 << 17;

/**
 * Brings texts into order, in steps.
 *
 * Sorted by eight bytes at once, and those that are equal so far by the next eight; very many are parted by two bytes before.
 */
export function* rankTexts(texts: PackedTexts, context: TaskContext): Generator<void, OrderedTexts> {
  const length = texts.starts.length - 1;
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  /** By place in the order, 1 where another text begins. */
  const begins = new Uint8Array(length);
  const runs: Run[] = [[0, length, 0]];
  let handled = 0;
  for (let run = runs.pop(); run !== undefined; run = runs.pop()) {
    const [start, end, depth] = run;
    if (end - start >= parted) {
      yield* part(texts, order, begins, run, runs, context);
    } else if (end - start >= many) {
      sortByBytes(texts, order, begins, run, runs, context);
    } else {
      compareRun(texts, order.subarray(start, end), begins.subarray(start, end), depth, context);
    }
    handled += end - start;
    if (handled < textsAtOnce) continue;
    handled = 0;
    context.checkCancelled();
    context.progress({ phase: 'sorting values', done: length - start, total: length, unit: 'members' });
    yield;
  }
  const ranks = new Uint32Array(length);
  let rank = -1;
  for (let i = 0; i < length; i++) {
    if (i === 0 || begins[i] === 1) rank++;
    ranks[order[i] as number] = rank;
  }
  return { order, ranks };
}

/** All at once. A text that is not there is a byte that comes behind all others, and nothing else. */
export function rankedTexts(texts: PackedTexts, context: TaskContext): RankedTexts {
  const ranking = rankTexts(texts, context);
  let step = ranking.next();
  while (!step.done) step = ranking.next();
  const { order, ranks } = step.value;
  const { bytes, starts } = texts;
  const greatest = order.at(-1);
  if (greatest === undefined) return { ranks, none: 0, ids: order };
  const isMissing = bytes[starts[greatest] as number] === noText;
  for (let i = 0; i < order.length; i++) (order[i] as number)++;
  return { ranks, none: (ranks[greatest] as number) + (isMissing ? 0 : 1), ids: order };
}

/** The eight bytes by which texts are sorted next. */
interface Keys {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

function emptyKeys(length: number): Keys {
  return { high: new Uint32Array(length), low: new Uint32Array(length) };
}

/** Parts a run by its next two bytes, and sorts each part by the eight that follow, in steps. */
function* part(
  texts: PackedTexts,
  order: Uint32Array,
  begins: Uint8Array,
  [start, end, same]: Run,
  runs: Run[],
  context: TaskContext,
): Generator<void> {
  context.checkCancelled();
  const run = order.subarray(start, end);
  const depth = sameBytes(texts, run, same);
  yield;
  const ends = partEnds(texts, run, depth);
  yield;
  const keyed = isMostlyLarge(ends) ? null : emptyKeys(run.length);
  intoParts(texts, run, depth, ends, keyed);
  yield;
  let handled = 0;
  let from = 0;
  for (let pair = 0; pair < ends.length; pair++) {
    const to = ends[pair] as number;
    if (to === from) continue;
    if (from > 0) begins[start + from] = 1;
    // Where there is no second byte, the texts have ended, and are equal.
    if (to - from > 1 && (pair & 0xff) !== 0) {
      const next: Run = [start + from, start + to, depth + 2];
      if (keyed === null) runs.push(next);
      else
        sortByKeys(order, begins, next, keyed.high.slice(from, to), keyed.low.slice(from, to), runs, context);
    }
    handled += to - from;
    from = to;
    if (handled < textsAtOnce) continue;
    handled = 0;
    context.checkCancelled();
    yield;
  }
}

/** By pair of bytes, where the texts end that have it. */
function partEnds(texts: PackedTexts, run: Uint32Array, depth: number): Uint32Array {
  const { bytes, starts, gap } = texts;
  const ends = new Uint32Array(1 << 16);
  for (let i = 0; i < run.length; i++) {
    const text = run[i] as number;
    const at = (starts[text] as number) + depth;
    (ends[pairAt(bytes, at, (starts[text + 1] as number) - gap)] as number)++;
  }
  for (let pair = 1; pair < ends.length; pair++) (ends[pair] as number) += ends[pair - 1] as number;
  return ends;
}

/** Whether most texts are in parts that are parted again: these may have more in common than their keys would hold. */
function isMostlyLarge(ends: Uint32Array): boolean {
  let large = 0;
  for (let pair = 1; pair < ends.length; pair++) {
    const length = (ends[pair] as number) - (ends[pair - 1] as number);
    if (length >= parted) large += length;
  }
  return large * 2 > (ends.at(-1) as number);
}

/** Brings the texts of a run into the order of their parts, and sets their keys in that order. */
function intoParts(
  texts: PackedTexts,
  run: Uint32Array,
  depth: number,
  ends: Uint32Array,
  keys: Keys | null,
): void {
  const { bytes, starts, gap } = texts;
  const moved = new Uint32Array(run.length);
  const next = new Uint32Array(ends.length);
  next.set(ends.subarray(0, -1), 1);
  for (let i = 0; i < run.length; i++) {
    const text = run[i] as number;
    const at = (starts[text] as number) + depth;
    const stop = (starts[text + 1] as number) - gap;
    const pair = pairAt(bytes, at, stop);
    const place = next[pair] as number;
    next[pair] = place + 1;
    moved[place] = text;
    if (keys === null) continue;
    keys.high[place] = wordAt(bytes, at + 2, stop);
    keys.low[place] = wordAt(bytes, at + 6, stop);
  }
  run.set(moved);
}

/** A part of the order in which the first `depth` bytes of all texts are the same. */
type Run = readonly [start: number, end: number, depth: number];

/** Sorts a run by its next eight bytes. */
function sortByBytes(
  texts: PackedTexts,
  order: Uint32Array,
  begins: Uint8Array,
  [start, end, same]: Run,
  runs: Run[],
  context: TaskContext,
): void {
  const { bytes, starts, gap } = texts;
  const length = end - start;
  const depth = sameBytes(texts, order.subarray(start, end), same);
  const high = new Uint32Array(length);
  const low = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    const text = order[start + i] as number;
    const at = (starts[text] as number) + depth;
    const stop = (starts[text + 1] as number) - gap;
    high[i] = wordAt(bytes, at, stop);
    low[i] = wordAt(bytes, at + 4, stop);
  }
  sortByKeys(order, begins, [start, end, depth], high, low, runs, context);
}

/** Sorts a run by keys of its texts' next eight bytes, marks where they change, and hands on what is equal so far and goes on. */
function sortByKeys(
  order: Uint32Array,
  begins: Uint8Array,
  [start, end, depth]: Run,
  high: Uint32Array,
  low: Uint32Array,
  runs: Run[],
  context: TaskContext,
): void {
  const length = end - start;
  const sorted = orderOfKeys(high, low, context);
  const before = order.slice(start, end);
  let from = 0;
  for (let i = 0; i < length; i++) {
    const place = sorted[i] as number;
    order[start + i] = before[place] as number;
    const last = sorted[i - 1] as number;
    if (i > 0 && (high[place] !== high[last] || low[place] !== low[last])) {
      begins[start + i] = 1;
      handOn(i, last);
    }
  }
  handOn(length, sorted[length - 1] as number);

  /** Where the last byte is none, the texts have ended, and are equal. */
  function handOn(to: number, last: number): void {
    if (to - from > 1 && ((low[last] as number) & 0xff) !== 0)
      runs.push([start + from, start + to, depth + step]);
    from = to;
  }
}

/** The places of keys in their order; equal ones as they come. */
function orderOfKeys(high: Uint32Array, low: Uint32Array, context: TaskContext): Uint32Array {
  if (high.length > few)
    return radixOrder([low.slice(), high.slice()], high.length, { ...context, progress() {} });
  const order = Uint32Array.from(high, (_, place) => place);
  for (let i = 1; i < order.length; i++) {
    const place = order[i] as number;
    let at = i;
    for (; at > 0; at--) {
      const other = order[at - 1] as number;
      const difference = (high[other] as number) - (high[place] as number);
      if (difference < 0 || (difference === 0 && (low[other] as number) <= (low[place] as number))) break;
      order[at] = other;
    }
    order[at] = place;
  }
  return order;
}

/** Sorts a few texts whose first `depth` bytes are the same, and marks where they differ. */
function compareRun(
  { bytes, starts, gap }: PackedTexts,
  run: Uint32Array,
  begins: Uint8Array,
  depth: number,
  context: TaskContext,
): void {
  const compare = (a: number, b: number): number => {
    let left = (starts[a] as number) + depth;
    let right = (starts[b] as number) + depth;
    const leftEnd = (starts[a + 1] as number) - gap;
    const rightEnd = (starts[b + 1] as number) - gap;
    while (left < leftEnd && right < rightEnd) {
      const difference =
        (placeOfByte[bytes[left++] as number] as number) - (placeOfByte[bytes[right++] as number] as number);
      if (difference !== 0) return difference;
    }
    return leftEnd - left - (rightEnd - right);
  };
  if (run.length > few) {
    const before = run.slice();
    const places = mergeSort(run.length, (a, b) => compare(before[a] as number, before[b] as number), {
      ...context,
      progress() {},
    });
    for (let i = 0; i < run.length; i++) run[i] = before[places[i] as number] as number;
  } else {
    for (let i = 1; i < run.length; i++) {
      const text = run[i] as number;
      let at = i;
      for (; at > 0 && compare(run[at - 1] as number, text) > 0; at--) run[at] = run[at - 1] as number;
      run[at] = text;
    }
  }
  for (let i = 1; i < run.length; i++) {
    if (compare(run[i - 1] as number, run[i] as number) !== 0) begins[i] = 1;
  }
}
