import type { TaskContext } from '../../task.ts';

/** Bits of a digit: as many counts as the processor keeps at hand, and of few keys no more than pay. */
const digitBits = 11;
const digitBitsOfFew = 8;
const few = 1 << 14;
const sorting = { phase: 'sorting', unit: 'entries' } as const;
/** The key of what comes last. */
const last = 0xffff_ffff;

/** Numbers, and room for as many more: what is sorted goes from one to the other and back. */
interface Moving {
  from: Uint32Array;
  into: Uint32Array;
}

/** A digit of a key: `(key >>> shift) & (digits - 1)`. */
interface Digit {
  readonly shift: number;
  readonly digits: number;
}

/**
 * The places 0 to n - 1 in the order of their keys; places of equal keys keep their order.
 *
 * By one digit after the other, the last one first. Keys go along with their places, so that all is read from front to end.
 *
 * @param keys the parts of the keys, n numbers each, the one that decides last first; they are used up
 */
export function radixOrder(keys: readonly Uint32Array[], n: number, context: TaskContext): Uint32Array {
  const order = { from: new Uint32Array(n), into: new Uint32Array(0) };
  for (let place = 0; place < n; place++) order.from[place] = place;
  if (standInOrder(keys, n)) return order.from;
  order.into = new Uint32Array(n);
  const parts = keys.map((key) => ({ from: key, into: new Uint32Array(0), digits: digitsOf(key, n) }));
  const passes = parts.reduce((sum, { digits }) => sum + digits.length, 0);
  let pass = 0;
  for (const [p, part] of parts.entries()) {
    for (const digit of part.digits) {
      context.checkCancelled();
      context.progress({ ...sorting, done: Math.floor((n * pass++) / passes), total: n });
      // Of this part and those before it nothing more is asked once it is done.
      const isDone = digit === part.digits.at(-1);
      const moving = [order, ...parts.slice(isDone ? p + 1 : p)];
      for (const each of moving) if (each.into.length < n) each.into = new Uint32Array(n);
      sortByDigit(part.from, digit, n, moving);
    }
    part.from = part.into = new Uint32Array(0);
  }
  return order.from;
}

/** The digits in which keys differ at all, the last one first. */
function digitsOf(keys: Uint32Array, n: number): Digit[] {
  const first = keys[0] as number;
  let differing = 0;
  for (let i = 0; i < n; i++) differing |= (keys[i] as number) ^ first;
  if (differing === 0) return [];
  const lowest = 31 - Math.clz32(differing & -differing);
  const width = 32 - Math.clz32(differing) - lowest;
  const passes = Math.ceil(width / (n < few ? digitBitsOfFew : digitBits));
  const bits = Math.ceil(width / passes);
  return Array.from({ length: passes }, (_, pass) => ({ shift: lowest + pass * bits, digits: 1 << bits }));
}

/** Entries mostly come in the order of their times, and so do ids that begin with one. */
function standInOrder(keys: readonly Uint32Array[], n: number): boolean {
  for (let i = 1; i < n; i++) {
    for (let part = keys.length - 1; part >= 0; part--) {
      const key = keys[part] as Uint32Array;
      const before = key[i - 1] as number;
      const here = key[i] as number;
      if (before > here) return false;
      if (before < here) break;
    }
  }
  return true;
}

/** Moves numbers into the order of a digit of their keys. Where all have the same, or stand in its order already, nothing is to be done. */
function sortByDigit(
  keys: Uint32Array,
  { shift, digits }: Digit,
  n: number,
  moving: readonly Moving[],
): void {
  const next = new Uint32Array(digits + 1);
  const mask = digits - 1;
  let before = 0;
  let ascending = true;
  for (let i = 0; i < n; i++) {
    const digit = ((keys[i] as number) >>> shift) & mask;
    ascending &&= digit >= before;
    before = digit;
    (next[digit + 1] as number)++;
  }
  if (ascending) return;
  for (let digit = 1; digit < next.length; digit++) (next[digit] as number) += next[digit - 1] as number;
  const [order, ...parts] = moving as [Moving, ...Moving[]];
  if (parts.length === 0) moveOne(keys, shift, mask, n, next, order);
  else if (parts.length === 1) moveTwo(keys, shift, mask, n, next, order, parts[0] as Moving);
  else {
    for (const part of parts.slice(1)) moveOne(keys, shift, mask, n, next.slice(), part);
    moveTwo(keys, shift, mask, n, next, order, parts[0] as Moving);
  }
  for (const each of moving) [each.from, each.into] = [each.into, each.from];
}

function moveOne(
  keys: Uint32Array,
  shift: number,
  mask: number,
  n: number,
  next: Uint32Array,
  { from, into }: Moving,
): void {
  for (let i = 0; i < n; i++) {
    const digit = ((keys[i] as number) >>> shift) & mask;
    const at = next[digit] as number;
    into[at] = from[i] as number;
    next[digit] = at + 1;
  }
}

function moveTwo(
  keys: Uint32Array,
  shift: number,
  mask: number,
  n: number,
  next: Uint32Array,
  { from, into }: Moving,
  other: Moving,
): void {
  const { from: otherFrom, into: otherInto } = other;
  for (let i = 0; i < n; i++) {
    const digit = ((keys[i] as number) >>> shift) & mask;
    const at = next[digit] as number;
    into[at] = from[i] as number;
    otherInto[at] = otherFrom[i] as number;
    next[digit] = at + 1;
  }
}

/**
 * Numbers as two keys, the first decides last, whose order as unsigned integers is that of the numbers; NaN comes behind all
 * others, in both directions (IEEE 754 binary64: sign, exponent, significand).
 */
export function numberKeys(
  length: number,
  numberAt: (i: number) => number,
  descending: boolean,
): [low: Uint32Array, high: Uint32Array] {
  const low = new Uint32Array(length).fill(last);
  const high = new Uint32Array(length).fill(last);
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  for (let i = 0; i < length; i++) {
    // So that 0 and -0 are the same.
    number[0] = numberAt(i) + 0;
    if (Number.isNaN(number[0])) continue;
    const negative = (words[1] as number) >>> 31 === 1;
    low[i] = (words[0] as number) ^ (negative === descending ? 0 : 0xffff_ffff);
    if (descending) high[i] = (words[1] as number) ^ (negative ? 0 : 0x7fff_ffff);
    else high[i] = (words[1] as number) ^ (negative ? 0xffff_ffff : 0x8000_0000);
  }
  return [low, high];
}
