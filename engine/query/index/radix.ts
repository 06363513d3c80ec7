import type { TaskContext } from '../../task.ts';

const digitBits = 16;
const digits = 1 << digitBits;
const sorting = { phase: 'sorting', unit: 'entries' } as const;
/** The key of what comes last. */
const last = 0xffff_ffff;

/**
 * The places 0 to n - 1 in the order of their keys; places of equal keys keep their order.
 *
 * @param keys the parts of the keys, n numbers each, the one that decides last first
 */
export function radixOrder(keys: readonly Uint32Array[], n: number, context: TaskContext): Uint32Array {
  let order = new Uint32Array(n);
  for (let place = 0; place < n; place++) order[place] = place;
  if (standInOrder(keys, n)) return order;
  let spare = new Uint32Array(n);
  const passes = keys.length * (32 / digitBits);
  let pass = 0;
  for (const part of keys) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      context.checkCancelled();
      context.progress({ ...sorting, done: Math.floor((n * pass++) / passes), total: n });
      if (!sortByDigit(part, shift, order, spare)) continue;
      [order, spare] = [spare, order];
    }
  }
  return order;
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

/** Whether it sorted: where all have the same digit, or stand in its order already, nothing is to be done. */
function sortByDigit(keys: Uint32Array, shift: number, order: Uint32Array, into: Uint32Array): boolean {
  const next = new Uint32Array(digits + 1);
  let before = 0;
  let ascending = true;
  for (let i = 0; i < order.length; i++) {
    const digit = ((keys[order[i] as number] as number) >>> shift) & (digits - 1);
    ascending &&= digit >= before;
    before = digit;
    (next[digit + 1] as number)++;
  }
  if (ascending) return false;
  for (let digit = 1; digit < next.length; digit++) (next[digit] as number) += next[digit - 1] as number;
  for (let i = 0; i < order.length; i++) {
    const place = order[i] as number;
    const digit = ((keys[place] as number) >>> shift) & (digits - 1);
    const at = next[digit] as number;
    into[at] = place;
    next[digit] = at + 1;
  }
  return true;
}

/**
 * Numbers as two keys, the first decides last, whose order as unsigned integers is that of the numbers; NaN comes behind all
 * others, in both directions (IEEE 754 binary64: sign, exponent, significand).
 */
export function numberKeys(
  numbers: Float64Array,
  descending: boolean,
): [low: Uint32Array, high: Uint32Array] {
  const low = new Uint32Array(numbers.length).fill(last);
  const high = new Uint32Array(numbers.length).fill(last);
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  for (let i = 0; i < numbers.length; i++) {
    // So that 0 and -0 are the same.
    number[0] = (numbers[i] as number) + 0;
    if (Number.isNaN(number[0])) continue;
    const negative = (words[1] as number) >>> 31 === 1;
    low[i] = (words[0] as number) ^ (negative === descending ? 0 : 0xffff_ffff);
    if (descending) high[i] = (words[1] as number) ^ (negative ? 0 : 0x7fff_ffff);
    else high[i] = (words[1] as number) ^ (negative ? 0xffff_ffff : 0x8000_0000);
  }
  return [low, high];
}
