import type { TaskContext } from '../../task.ts';

/** Words between two entries of the table that finds the n-th entry of a set. */
const wordsPerRank = 512;
/** Words handed out at once as places: their columns' values stay in the processor's cache. */
const wordsPerBlock = 2_048;

/** A set of the entries 1 to `last`, one bit each: bit i of word w is entry 32 w + i + 1. Never changed once it is made. */
export class EntrySet {
  readonly last: number;
  readonly words: Uint32Array;
  /** How many entries it holds. */
  readonly size: number;
  private ranks: Uint32Array | null = null;

  /** Takes the words over; bits behind `last` are cleared. */
  constructor(words: Uint32Array, last: number) {
    this.words = words;
    this.last = last;
    const used = last & 31;
    if (used !== 0) (words[words.length - 1] as number) &= (1 << used) - 1;
    let size = 0;
    for (let w = 0; w < words.length; w++) size += bitsIn(words[w] as number);
    this.size = size;
  }

  static all(last: number): EntrySet {
    return new EntrySet(noWords(last).fill(0xffff_ffff), last);
  }

  /** @param ids 1 to `last`, in any order */
  static of(ids: Iterable<number>, last: number): EntrySet {
    const words = noWords(last);
    for (const id of ids) setBit(words, id - 1);
    return new EntrySet(words, last);
  }

  has(id: number): boolean {
    return (
      id >= 1 && id <= this.last && (((this.words[(id - 1) >>> 5] as number) >>> ((id - 1) & 31)) & 1) === 1
    );
  }

  /** How many entries of the set come before this one. */
  before(id: number): number {
    const place = id - 1;
    const word = place >>> 5;
    const rank = Math.floor(word / wordsPerRank);
    let count = this.ranked()[rank] as number;
    for (let w = rank * wordsPerRank; w < word; w++) count += bitsIn(this.words[w] as number);
    return count + bitsIn((this.words[word] as number) & ((1 << (place & 31)) - 1));
  }

  /** A part of the entries in ascending order, from the n-th on. */
  slice(from: number, length: number): number[] {
    const ids: number[] = [];
    if (from >= this.size) return ids;
    const ranks = this.ranked();
    let low = 0;
    let high = ranks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((ranks[middle] as number) <= from) low = middle;
      else high = middle - 1;
    }
    let passed = ranks[low] as number;
    for (let w = low * wordsPerRank; w < this.words.length && ids.length < length; w++) {
      let word = this.words[w] as number;
      const here = bitsIn(word);
      if (passed + here <= from) {
        passed += here;
        continue;
      }
      for (; word !== 0 && ids.length < length; word &= word - 1) {
        if (passed++ >= from) ids.push(w * 32 + lowestBit(word) + 1);
      }
    }
    return ids;
  }

  ids(context: TaskContext): Float64Array {
    const ids = new Float64Array(this.size);
    let at = 0;
    this.eachBlock(context, (places, length) => {
      for (let i = 0; i < length; i++) ids[at++] = (places[i] as number) + 1;
    });
    return ids;
  }

  /**
   * Hands out the entries' places (their numbers less one), ascending, many at a time.
   *
   * @param take is given an array that is used again, and how many places stand in it
   */
  eachBlock(context: TaskContext, take: (places: Uint32Array, length: number) => void): void {
    const places = new Uint32Array(wordsPerBlock * 32);
    for (let start = 0; start < this.words.length; start += wordsPerBlock) {
      if (start % (wordsPerBlock * 8) === 0) context.checkCancelled();
      const length = this.placesIn(start, Math.min(start + wordsPerBlock, this.words.length), places);
      if (length > 0) take(places, length);
    }
  }

  /** Writes the places in the words from `start` to `end`, ascending, to the front of `places`, which has room for all. How many they are. */
  placesIn(start: number, end: number, places: Uint32Array): number {
    const { words } = this;
    let length = 0;
    for (let w = start; w < end; w++) {
      let word = words[w] as number;
      const base = w << 5;
      if (word === 0xffff_ffff) {
        for (let bit = 0; bit < 32; bit++) places[length++] = base + bit;
        continue;
      }
      for (; word !== 0; word &= word - 1) places[length++] = base + lowestBit(word);
    }
    return length;
  }

  private ranked(): Uint32Array {
    if (this.ranks !== null) return this.ranks;
    const ranks = new Uint32Array(Math.max(1, Math.ceil(this.words.length / wordsPerRank)));
    let count = 0;
    for (let w = 0; w < this.words.length; w++) {
      if (w % wordsPerRank === 0) ranks[w / wordsPerRank] = count;
      count += bitsIn(this.words[w] as number);
    }
    this.ranks = ranks;
    return ranks;
  }
}

export function noWords(last: number): Uint32Array {
  return new Uint32Array(Math.ceil(last / 32));
}

export function setBit(words: Uint32Array, place: number): void {
  (words[place >>> 5] as number) |= 1 << (place & 31);
}

export function isMarked(words: Uint32Array, place: number): boolean {
  return (((words[place >>> 5] as number) >>> (place & 31)) & 1) === 1;
}

/** How many of the `length` places from `from` on are not marked. */
export function unmarked(words: Uint32Array, from: number, length: number): number {
  let left = length;
  for (let place = from; place < from + length; ) {
    const width = Math.min(32 - (place & 31), from + length - place);
    const mask = width === 32 ? 0xffff_ffff : ((1 << width) - 1) << (place & 31);
    left -= bitsIn((words[place >>> 5] as number) & mask);
    place += width;
  }
  return left;
}

/** Hands out those of the `length` places from `from` on that are not marked, ascending; what is handed out may be marked meanwhile. */
export function eachUnmarked(
  words: Uint32Array,
  from: number,
  length: number,
  take: (place: number) => void,
): void {
  const end = from + length;
  for (let base = from & ~31; base < end; base += 32) {
    for (let word = ~(words[base >>> 5] as number); word !== 0; word &= word - 1) {
      const place = base + lowestBit(word);
      if (place >= from && place < end) take(place);
    }
  }
}

/** What is in all of the sets; with none of them, every entry. */
export function intersection(sets: readonly EntrySet[], last: number): EntrySet {
  const [first, ...others] = sets;
  if (first === undefined) return EntrySet.all(last);
  if (others.length === 0) return first;
  const words = first.words.slice();
  for (const { words: other } of others) {
    for (let w = 0; w < words.length; w++) (words[w] as number) &= other[w] as number;
  }
  return new EntrySet(words, last);
}

/** What is in any of the sets. */
export function union(sets: readonly EntrySet[], last: number): EntrySet {
  const [first, ...others] = sets;
  if (first !== undefined && others.length === 0) return first;
  const words = first?.words.slice() ?? noWords(last);
  for (const { words: other } of others) {
    for (let w = 0; w < words.length; w++) (words[w] as number) |= other[w] as number;
  }
  return new EntrySet(words, last);
}

export function complement({ words, last }: EntrySet): EntrySet {
  return new EntrySet(
    words.map((word) => ~word),
    last,
  );
}

/** Population count (Warren, Hacker's Delight, 5-1). */
export function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
