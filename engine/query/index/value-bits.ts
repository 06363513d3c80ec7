import { bitsIn, noWords } from './entry-set.ts';

/** Slots of a column, that of no value included, above which their bits would take more memory than they are worth. */
const mostSlots = 17;

/** A column of few values turned over: a bit an entry for each of them, so that entries are told apart and counted 32 at a time. */
export class ValueBits {
  /** By slot, laid out as the words of an `EntrySet`; none of slot 0, which is no value. Not to be changed. */
  private readonly words: readonly Uint32Array[];

  private constructor(words: readonly Uint32Array[]) {
    this.words = words;
  }

  /** Of entries 1 to `last`; null where there are too many values. */
  static of(slots: ArrayLike<number>, length: number, last: number): ValueBits | null {
    if (length > mostSlots) return null;
    const width = noWords(last).length;
    const all = new Uint32Array(length * width);
    for (let place = 0; length > 1 && place < last; place++) {
      (all[(slots[place] as number) * width + (place >>> 5)] as number) |= 1 << (place & 31);
    }
    const words = Array.from({ length }, (_, slot) => all.subarray(slot * width, (slot + 1) * width));
    return new ValueBits(words);
  }

  /** Slots, that of no value included. */
  get length(): number {
    return this.words.length;
  }

  /** The words of the entries whose slot is one of those marked with 1. Not to be changed. */
  having(wanted: Uint8Array): Uint32Array {
    const chosen = this.words.filter((_, slot) => wanted[slot] === 1);
    const [first, ...others] = chosen;
    if (first === undefined) return new Uint32Array((this.words[0] as Uint32Array).length);
    if (others.length === 0) return first;
    const words = first.slice();
    for (const other of others) addBits(other, words);
    return words;
  }

  /** How many of the entries in the words from `start` to `end` of a set have a slot. */
  count(slot: number, set: Uint32Array, start: number, end: number): number {
    const own = this.words[slot] as Uint32Array;
    let count = 0;
    for (let w = start; w < end; w++) count += bitsIn((set[w] as number) & (own[w] as number));
    return count;
  }
}

/** Adds what is in some words to others. */
export function addBits(from: Uint32Array, to: Uint32Array): void {
  for (let w = 0; w < to.length; w++) (to[w] as number) |= from[w] as number;
}
