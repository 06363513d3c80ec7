/**
 * A set of entry numbers as the case file stores it: runs of numbers without a gap, in ascending order, each as two
 * unsigned LEB128 numbers: how many numbers are left out before it, from 1 or from the end of the run before, and how
 * many are in it less one. All of a million entries are 4 bytes.
 */
export type EntrySet = Buffer;

export const noEntries: EntrySet = Buffer.alloc(0);

/** @param ids ascending, each once, from 1 */
export function entrySet(ids: ArrayLike<number>): EntrySet {
  const bytes = new ByteList();
  let next = 1;
  for (let i = 0; i < ids.length; ) {
    const first = ids[i] as number;
    let last = first;
    while (++i < ids.length && ids[i] === last + 1) last++;
    bytes.number(first - next);
    bytes.number(last - first);
    next = last + 1;
  }
  return bytes.take();
}

/**
 * Hands each run to `take`, clipped to the numbers from `low` to `high`, both included. Of bytes that are no such set it
 * gives the runs before the fault, and false.
 */
export function eachRun(
  set: Uint8Array,
  low: number,
  high: number,
  take: (first: number, last: number) => void,
): boolean {
  let at = 0;
  let next = 1;
  const number = (): number => {
    let value = 0;
    for (let unit = 1; unit <= 2 ** 49; unit *= 128) {
      const byte = set[at++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (at < set.length) {
    const first = next + number();
    const last = first + number();
    if (!Number.isSafeInteger(last)) return false;
    if (first > high) return true;
    if (last >= low) take(Math.max(first, low), Math.min(last, high));
    next = last + 1;
  }
  return true;
}

export function hasEntry(set: EntrySet, id: number): boolean {
  let found = false;
  eachRun(set, id, id, () => {
    found = true;
  });
  return found;
}

/** How many numbers there are; null where the bytes are no such set. */
export function countSet(set: EntrySet): number | null {
  return set.length === 0 ? 0 : (extentOf(set)?.entries ?? null);
}

export interface Extent {
  readonly first: number;
  readonly last: number;
  readonly entries: number;
}

/** From which number to which, and how many; null for none, and where the bytes are no such set. */
export function extentOf(set: EntrySet): Extent | null {
  let entries = 0;
  let from = 0;
  let to = 0;
  const whole = eachRun(set, 1, Number.MAX_SAFE_INTEGER, (first, last) => {
    if (entries === 0) from = first;
    entries += last - first + 1;
    to = last;
  });
  return whole && entries > 0 && Number.isSafeInteger(entries) ? { first: from, last: to, entries } : null;
}

/** The numbers up to `last`. */
export function idsOfSet(set: EntrySet, last: number): Float64Array {
  let count = 0;
  eachRun(set, 1, last, (from, to) => {
    count += to - from + 1;
  });
  const ids = new Float64Array(count);
  let at = 0;
  eachRun(set, 1, last, (from, to) => {
    for (let id = from; id <= to; id++) ids[at++] = id;
  });
  return ids;
}

class ByteList {
  private bytes = Buffer.alloc(64);
  private length = 0;

  number(value: number): void {
    if (this.length + 10 > this.bytes.length) {
      const larger = Buffer.alloc(this.bytes.length * 2);
      this.bytes.copy(larger);
      this.bytes = larger;
    }
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  take(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length));
  }
}
