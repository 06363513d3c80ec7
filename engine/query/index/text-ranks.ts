import type { TaskContext } from '../../task.ts';
import { mergeSort } from '../merge-sort.ts';
import { noText } from './folded-texts.ts';
import { radixOrder } from './radix.ts';

/** Texts in UTF-8, one after the other. */
export interface PackedTexts {
  readonly bytes: Uint8Array;
  /** Where each begins, and one more: where the next one would. */
  readonly starts: Uint32Array;
  /** Bytes between two of them. */
  readonly gap: number;
}

/** Texts by the place that each has among the distinct ones. */
export interface RankedTexts {
  /** By text; of one that is not there `none`. */
  readonly ranks: Uint32Array;
  readonly none: number;
}

/** Bytes that texts are sorted by at once. */
const step = 8;
/** So few are compared, one with the next. */
const few = 16;
/** From so many on, digits sort faster than comparisons. */
const many = 4_096;

/**
 * By text, its place among the distinct texts in the order of their UTF-16 code units, from 0; equal texts have the same. In steps.
 *
 * Sorted by eight bytes at once, and those that are equal so far by the next eight.
 */
export function* rankTexts(texts: PackedTexts, context: TaskContext): Generator<void, Uint32Array> {
  const length = texts.starts.length - 1;
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  /** By place in the order, 1 where another text begins. */
  const begins = new Uint8Array(length);
  const runs: [start: number, end: number, depth: number][] = [[0, length, 0]];
  let handled = 0;
  for (let run = runs.pop(); run !== undefined; run = runs.pop()) {
    const [start, end, depth] = run;
    if (end - start >= many) {
      context.checkCancelled();
      sortByBytes(texts, order, begins, run, runs, context);
      yield;
    } else {
      compareRun(texts, order.subarray(start, end), begins.subarray(start, end), depth, context);
      handled += end - start;
      if (handled < many) continue;
      handled = 0;
      context.checkCancelled();
      context.progress({ phase: 'sorting values', done: length - start, total: length, unit: 'members' });
      yield;
    }
  }
  const ranks = new Uint32Array(length);
  let rank = -1;
  for (let i = 0; i < length; i++) {
    if (i === 0 || begins[i] === 1) rank++;
    ranks[order[i] as number] = rank;
  }
  return ranks;
}

/** All at once. A text that is not there is a byte that comes behind all others, and nothing else. */
export function rankedTexts(texts: PackedTexts, context: TaskContext): RankedTexts {
  const ranking = rankTexts(texts, context);
  let step = ranking.next();
  while (!step.done) step = ranking.next();
  const ranks = step.value;
  const { bytes, starts } = texts;
  const missing = ranks.findIndex((_, text) => bytes[starts[text] as number] === noText);
  let none = 0;
  for (const rank of ranks) if (rank >= none) none = rank + 1;
  return { ranks, none: missing === -1 ? none : (ranks[missing] as number) };
}

/** Sorts a run by its next bytes, marks where they change, and hands on what is equal so far and goes on. */
function sortByBytes(
  texts: PackedTexts,
  order: Uint32Array,
  begins: Uint8Array,
  [start, end, same]: readonly [number, number, number],
  runs: [number, number, number][],
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
    high[i] = word(bytes, at, stop);
    low[i] = word(bytes, at + 4, stop);
  }
  const sorted = radixOrder([low, high], length, { ...context, progress() {} });
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

/** How many of the first bytes all have, where `same` are known to be: to look for it costs little, and many may be equal. */
function sameBytes({ bytes, starts, gap }: PackedTexts, run: Uint32Array, same: number): number {
  const first = starts[run[0] as number] as number;
  let most = (starts[(run[0] as number) + 1] as number) - gap - first;
  for (let i = 1; i < run.length && most > same; i++) {
    const from = starts[run[i] as number] as number;
    most = Math.min(most, (starts[(run[i] as number) + 1] as number) - gap - from);
    let at = same;
    while (at < most && bytes[first + at] === bytes[from + at]) at++;
    most = at;
  }
  return most;
}

/** Four bytes as a number in whose order they are; 0 stands behind the end. */
function word(bytes: Uint8Array, at: number, stop: number): number {
  if (at >= stop) return 0;
  let word = 0;
  for (let i = at; i < at + 4; i++) {
    word = (word << 8) | (i < stop ? (placeOfByte[bytes[i] as number] as number) : 0);
  }
  return word >>> 0;
}

/** 0 is left for no byte: what ends here comes first. */
const placeOfByte = Uint8Array.from({ length: 256 }, (_, byte) => placeOf(byte) + 1);

/**
 * UTF-16 writes what lies beyond U+FFFF with surrogates, which come before U+E000; their first bytes in UTF-8 are 0xf0 to
 * 0xf4, those of U+E000 to U+FFFF 0xee and 0xef. No other place of a character can hold one of these (RFC 3629, section 4), and no byte
 * is more than 0xf4, but the one
 * that stands in place of a text.
 */
function placeOf(byte: number): number {
  if (byte === 0xee || byte === 0xef) return byte + 7;
  return byte;
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
