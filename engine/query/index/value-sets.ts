import type { Moment, Test, TimeValue } from '../../../shared/query/syntax.ts';
import type { CodedValues } from './coded-values.ts';
import { EntrySet, noWords, union } from './entry-set.ts';
import type { NumberValues } from './number-values.ts';
import { wordsPerBlock } from './time-blocks.ts';
import type { TimeValues } from './time-values.ts';
import { addBits } from './value-bits.ts';

/** The entries, of 1 to `last`, whose value's slot is one of those marked with 1. */
export function slotSet(column: CodedValues, wanted: Uint8Array, last: number): EntrySet {
  const bits = column.bits(last);
  if (bits !== null) return new EntrySet(bits.having(wanted), last);
  const { slots } = column;
  return wordByWord(last, (place, width) => {
    let word = 0;
    for (let bit = 0; bit < width; bit++) {
      word |= (wanted[slots[place + bit] as number] as number) << bit;
    }
    return word;
  });
}

/** Marks in `words`, as in an `EntrySet` of 1 to `last`, the entries whose value's slot is one of those marked with 1. */
export function markSlots(column: CodedValues, wanted: Uint8Array, words: Uint32Array, last: number): void {
  const bits = column.bits(last);
  if (bits !== null) {
    addBits(bits.having(wanted), words);
    return;
  }
  const { slots } = column;
  for (let w = 0; w < words.length; w++) {
    if (words[w] === 0xffff_ffff) continue;
    const place = w * 32;
    const width = Math.min(32, last - place);
    let word = 0;
    for (let bit = 0; bit < width; bit++) {
      word |= (wanted[slots[place + bit] as number] as number) << bit;
    }
    (words[w] as number) |= word;
  }
}

/** The entries whose number is known and passes the test. */
export function numberSet({ numbers }: NumberValues, test: Test<number>, last: number): EntrySet {
  if (numbers === null) return new EntrySet(noWords(last), last);
  if (test.op === 'in' && test.values.length !== 1) {
    const wanted = new Set(test.values);
    return wordByWord(last, (place, width) => {
      let word = 0;
      for (let bit = 0; bit < width; bit++) {
        word |= Number(wanted.has(numbers[place + bit] as number)) << bit;
      }
      return word;
    });
  }
  const [from, to] = closed(test);
  return wordByWord(last, (place, width) => {
    let word = 0;
    for (let bit = 0; bit < width; bit++) {
      const number = numbers[place + bit] as number;
      word |= (Number(number >= from) & Number(number <= to)) << bit;
    }
    return word;
  });
}

/** The least and the greatest number that passes; what is greater than one number is at least the next one. */
function closed(test: Test<number>): [from: number, to: number] {
  switch (test.op) {
    case 'in':
      return [test.values[0] as number, test.values[0] as number];
    case 'range':
      return [test.from, test.to];
    case '>':
      return [after(test.value), Number.POSITIVE_INFINITY];
    case '>=':
      return [test.value, Number.POSITIVE_INFINITY];
    case '<':
      return [Number.NEGATIVE_INFINITY, -after(-test.value)];
    case '<=':
      return [Number.NEGATIVE_INFINITY, test.value];
  }
}

/** The next larger number of IEEE 754 binary64. */
function after(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  if (value === Number.POSITIVE_INFINITY) return Number.NaN;
  const number = new Float64Array([value]);
  const bits = new BigInt64Array(number.buffer);
  (bits[0] as bigint) += value > 0 ? 1n : -1n;
  return number[0] as number;
}

/** The entries whose moment is known and passes the test. */
export function timeSet(values: TimeValues, test: Test<TimeValue>, last: number): EntrySet {
  switch (test.op) {
    case 'in':
      return union(
        test.values.map(({ first, next }) => between(values, first, next, last)),
        last,
      );
    case 'range':
      return between(values, test.from.first, test.to.next, last);
    case '>':
      return between(values, test.value.next, null, last);
    case '>=':
      return between(values, test.value.first, null, last);
    case '<':
      return between(values, null, test.value.first, last);
    case '<=':
      return between(values, null, test.value.next, last);
  }
}

/** From a moment on, and before another. What is not understood is infinite, and so before nothing. */
function between(values: TimeValues, from: Moment | null, until: Moment | null, last: number): EntrySet {
  const { ms, ns } = values;
  const fromMs = from?.ms ?? Number.NEGATIVE_INFINITY;
  const fromNs = from?.ns ?? 0;
  const untilMs = until?.ms ?? Number.POSITIVE_INFINITY;
  const untilNs = until?.ns ?? 0;
  if (ns === null) {
    // All are whole milliseconds: 10.5 ms or later is 11 ms or later.
    const low = fromMs + (fromNs > 0 ? 1 : 0);
    const high = untilMs + (untilNs > 0 ? 1 : 0);
    return blockByBlock(values, fromMs, untilMs, last, (place, width) => {
      let word = 0;
      for (let bit = 0; bit < width; bit++) {
        const moment = ms[place + bit] as number;
        word |= (Number(moment >= low) & Number(moment < high)) << bit;
      }
      return word;
    });
  }
  return blockByBlock(values, fromMs, untilMs, last, (place, width) => {
    let word = 0;
    for (let bit = 0; bit < width; bit++) {
      const whole = ms[place + bit] as number;
      const finer = ns[place + bit] as number;
      const begun = whole > fromMs || (whole === fromMs && finer >= fromNs);
      if (begun && (whole < untilMs || (whole === untilMs && finer < untilNs))) word |= 1 << bit;
    }
    return word;
  });
}

/** The entries that state a number at all. */
export function statedNumbers({ numbers }: NumberValues, last: number): EntrySet {
  return numbers === null ? new EntrySet(noWords(last), last) : stated(numbers, last);
}

/** The entries that state a time at all, whether or not it is understood. */
export function statedTimes({ ms }: TimeValues, last: number): EntrySet {
  return stated(ms, last);
}

function stated(numbers: Float64Array, last: number): EntrySet {
  return wordByWord(last, (place, width) => {
    let word = 0;
    for (let bit = 0; bit < width; bit++) word |= Number(!Number.isNaN(numbers[place + bit])) << bit;
    return word;
  });
}

/**
 * Tests add bits without deciding between two ways: which one it will be cannot be foreseen, and a wrong guess of the processor costs more
 * than the test.
 *
 * @param test gives the bits of `width` entries, up to 32, from the one at `place` on
 */
function wordByWord(last: number, test: (place: number, width: number) => number): EntrySet {
  const words = noWords(last);
  for (let w = 0; w < words.length; w++) words[w] = test(w * 32, Math.min(32, last - w * 32));
  return new EntrySet(words, last);
}

/** As `wordByWord`, of blocks of entries alone that are not all between two moments, nor all before the first or behind the second. */
function blockByBlock(
  values: TimeValues,
  fromMs: number,
  untilMs: number,
  last: number,
  test: (place: number, width: number) => number,
): EntrySet {
  const { earliest, latest, whole, length } = values.blocks();
  const words = noWords(last);
  for (let block = 0; block < length; block++) {
    const start = block * wordsPerBlock;
    const end = Math.min(words.length, start + wordsPerBlock);
    if (whole[block] === 1) {
      const [first, final] = [earliest[block] as number, latest[block] as number];
      if (final < fromMs || first > untilMs) continue;
      if (first > fromMs && final < untilMs) {
        words.fill(0xffff_ffff, start, end);
        continue;
      }
    }
    for (let w = start; w < end; w++) words[w] = test(w * 32, Math.min(32, last - w * 32));
  }
  return new EntrySet(words, last);
}
