import { ValuePlaces } from '../json/shapes.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const depthLimit = 16;
const membersAtMost = 64;
/** Digits that a double keeps whatever they are. */
const exactDigits = 15;

/** Bytes that may be written in the place of a hash. */
export const blankAtMost = 4;

/** What stands at the two members that a plain entry is asked for. */
export interface PlainEntry {
  /** The entry's hash, between its quotes. */
  hashStart: number;
  hashEnd: number;
  previousStart: number;
  previousEnd: number;
  /** Length of what was written. */
  length: number;
}

/**
 * Writes entries as RFC 8785 or a sorted compact form does, straight from their bytes, where those hold nothing that the forms write
 * otherwise: no escapes, names of nothing but ASCII, no white space, numbers that are spelled as a double is. Members may stand in any
 * order. Every other entry is left to the evaluator, which is its oracle in the tests.
 */
export class PlainWriter {
  readonly found: PlainEntry = { hashStart: 0, hashEnd: 0, previousStart: 0, previousEnd: 0, length: 0 };
  /** What was written: valid up to `found.length`, until the next entry. */
  out = new Uint8Array(1 << 16);
  private spare = new Uint8Array(1 << 16);
  private readonly hash: Uint8Array;
  private readonly blank: Uint8Array | null;
  private readonly previous: Uint8Array;
  private bytes: Uint8Array = new Uint8Array();
  private at = 0;
  private to = 0;
  /** Places of the members of one object, three a member: where its name begins and ends, and it ends. */
  private readonly marks: Int32Array[] = Array.from(
    { length: depthLimit },
    () => new Int32Array(3 * membersAtMost),
  );

  /** By depth: how many members the last object there had, and their order. */
  private readonly orders: Int32Array[] = Array.from(
    { length: depthLimit },
    () => new Int32Array(membersAtMost + 1),
  );

  /** Whether characters other than plain ASCII are not written as they stand. */
  readonly asciiOnly: boolean;
  /** Bytes of values that are written as they stand are below it. */
  private readonly limit: number;
  /** Of the values of the last entry: strings without their quotes, and numbers. */
  readonly places = new ValuePlaces();

  /**
   * Names of top-level members; of plain ASCII. `asciiOnly`: what else is not written as it stands. `blank`: what is written in the place of
   * the hash, not longer than `blankAtMost`; null where the member is left out.
   */
  constructor(hash: Uint8Array, previous: Uint8Array, asciiOnly: boolean, blank: Uint8Array | null = null) {
    this.blank = blank;
    this.hash = hash;
    this.previous = previous;
    this.asciiOnly = asciiOnly;
    this.limit = asciiOnly ? 0x7f : 0x100;
  }

  /** Whether the entry could be written, without its hash or with it blank. */
  write(bytes: Uint8Array): boolean {
    // One comma more than the entry has, before the last gives way.
    if (bytes.length + blankAtMost >= this.out.length) return false;
    this.bytes = bytes;
    this.at = 0;
    this.to = 0;
    this.places.count = 0;
    const { found } = this;
    found.hashStart = -1;
    found.previousStart = -1;
    if (bytes[0] !== openBrace || !this.object(0) || this.at !== bytes.length) return false;
    found.length = this.to;
    return found.hashStart !== -1 && found.previousStart !== -1;
  }

  private object(depth: number): boolean {
    if (depth === depthLimit) return false;
    const { bytes, out } = this;
    const marks = this.marks[depth] as Int32Array;
    const begin = this.to;
    let count = 0;
    let sorted = true;
    out[this.to++] = openBrace;
    this.at++;
    if (bytes[this.at] === closeBrace) {
      this.at++;
      out[this.to++] = closeBrace;
      return true;
    }
    for (;;) {
      const name = this.at + 1;
      if (bytes[this.at] !== quote || !this.string()) return false;
      const nameEnd = this.at - 1;
      if (bytes[this.at++] !== colon) return false;
      const isHash = depth === 0 && this.isName(this.hash, name, nameEnd);
      if (isHash && !this.ownHash()) return false;
      if (!isHash || this.blank !== null) {
        if (3 * count === marks.length) return false;
        const start = this.to;
        this.copy(name - 1, nameEnd + 2);
        if (isHash) {
          for (const byte of this.blank ?? []) out[this.to++] = byte;
        } else if (depth === 0 && this.isName(this.previous, name, nameEnd)) {
          if (this.found.previousStart !== -1 || bytes[this.at] !== quote) return false;
          this.found.previousStart = this.at + 1;
          this.found.previousEnd = -1;
          const valueStart = this.at;
          if (!this.string()) return false;
          this.copy(valueStart, this.at);
          this.places.add(valueStart + 1, this.at - 1, 0);
        } else if (!this.value(depth)) return false;
        if (this.found.previousEnd === -1 && depth === 0 && this.found.previousStart !== -1)
          this.found.previousEnd = this.at - 1;
        if (count > 0) {
          const order = this.compare(
            marks[3 * count - 3] as number,
            marks[3 * count - 2] as number,
            start + 1,
            start + 1 + nameEnd - name,
          );
          if (order === 0) return false;
          if (order > 0) sorted = false;
        }
        marks[3 * count] = start + 1;
        marks[3 * count + 1] = start + 1 + nameEnd - name;
        out[this.to++] = comma;
        marks[3 * count + 2] = this.to;
        count++;
      }
      const after = bytes[this.at++];
      if (after === comma) continue;
      if (after !== closeBrace) return false;
      break;
    }
    if (!sorted && !this.sort(marks, count, begin + 1, depth)) return false;
    // The last comma gives way.
    if (count > 0) this.to--;
    out[this.to++] = closeBrace;
    return true;
  }

  /** Past the entry's hash, which is found but not written. */
  private ownHash(): boolean {
    const { found, bytes } = this;
    if (found.hashStart !== -1 || bytes[this.at] !== quote) return false;
    found.hashStart = this.at + 1;
    if (!this.string()) return false;
    found.hashEnd = this.at - 1;
    this.places.add(found.hashStart, found.hashEnd, 0);
    return true;
  }

  /** Puts members in the order of their names; false where one stands twice. Entries of one kind come in one order, which is kept. */
  private sort(marks: Int32Array, count: number, from: number, depth: number): boolean {
    const order = this.orders[depth] as Int32Array;
    if (order[0] !== count || !this.isInOrder(order, marks, count)) {
      order[0] = count;
      for (let n = 0; n < count; n++) this.insert(order, marks, n);
      if (!this.isInOrder(order, marks, count)) return false;
    }
    const { out, spare } = this;
    let to = from;
    for (let n = 1; n <= count; n++) {
      const member = 3 * (order[n] as number);
      const end = marks[member + 2] as number;
      for (let at = (marks[member] as number) - 1; at < end; at++) spare[to++] = out[at] as number;
    }
    out.set(spare.subarray(from, to), from);
    return true;
  }

  /** Member `n` into the order of those before it. */
  private insert(order: Int32Array, marks: Int32Array, n: number): void {
    let at = n;
    while (at > 0 && this.comparedMembers(marks, order[at] as number, n) > 0) {
      order[at + 1] = order[at] as number;
      at--;
    }
    order[at + 1] = n;
  }

  /** Strictly: no name twice. */
  private isInOrder(order: Int32Array, marks: Int32Array, count: number): boolean {
    for (let n = 2; n <= count; n++) {
      if (this.comparedMembers(marks, order[n - 1] as number, order[n] as number) >= 0) return false;
    }
    return true;
  }

  private comparedMembers(marks: Int32Array, a: number, b: number): number {
    return this.compare(
      marks[3 * a] as number,
      marks[3 * a + 1] as number,
      marks[3 * b] as number,
      marks[3 * b + 1] as number,
    );
  }

  /** Of names that were written: ASCII, so that all orders of characters are that of bytes. */
  private compare(a: number, aEnd: number, b: number, bEnd: number): number {
    const { out } = this;
    const lengths = aEnd - a - (bEnd - b);
    const shared = Math.min(aEnd - a, bEnd - b);
    for (let i = 0; i < shared; i++) {
      const difference = (out[a + i] as number) - (out[b + i] as number);
      if (difference !== 0) return difference;
    }
    return lengths;
  }

  private isName(name: Uint8Array, start: number, end: number): boolean {
    if (end - start !== name.length) return false;
    for (let i = 0; i < name.length; i++) if (this.bytes[start + i] !== name[i]) return false;
    return true;
  }

  private copy(from: number, to: number): void {
    const { bytes, out } = this;
    let at = this.to;
    for (let i = from; i < to; i++) out[at++] = bytes[i] as number;
    this.to = at;
  }

  private value(depth: number): boolean {
    const { bytes } = this;
    const first = bytes[this.at];
    const start = this.at;
    if (first === openBrace) return this.object(depth + 1);
    if (first === openBracket) return this.array(depth + 1);
    const isString = first === quote;
    if (!(isString ? this.string(this.limit) : this.scalar())) return false;
    this.copy(start, this.at);
    if (isString) this.places.add(start + 1, this.at - 1, 0);
    else if (first === 0x2d || isDigit(first)) this.places.add(start, this.at, 0);
    return true;
  }

  private array(depth: number): boolean {
    if (depth === depthLimit) return false;
    const { bytes, out } = this;
    out[this.to++] = openBracket;
    this.at++;
    if (bytes[this.at] === closeBracket) {
      this.at++;
      out[this.to++] = closeBracket;
      return true;
    }
    for (;;) {
      if (!this.value(depth)) return false;
      const after = bytes[this.at++];
      if (after === comma) out[this.to++] = comma;
      else {
        out[this.to++] = closeBracket;
        return after === closeBracket;
      }
    }
  }

  /** Past the string that begins here, if its bytes are below `limit`. */
  private string(limit = 0x7f): boolean {
    const { bytes } = this;
    let at = this.at + 1;
    for (;;) {
      const value = bytes[at++] as number;
      if (value === quote) break;
      // Beyond the end there is nothing, which is no number above a space either.
      if (!(value >= 0x20 && value < limit) || value === backslash) return false;
    }
    this.at = at;
    return true;
  }

  /** A literal, or a number that every form spells alike. */
  private scalar(): boolean {
    const { bytes } = this;
    const start = this.at;
    const first = bytes[start] as number;
    if (first === 0x74) return this.word(4, 0x72, 0x75, 0x65);
    if (first === 0x6e) return this.word(4, 0x75, 0x6c, 0x6c);
    if (first === 0x66) return this.word(5, 0x61, 0x6c, 0x73) && bytes[start + 4] === 0x65;
    const end = numberEnd(bytes, start);
    if (end === -1) return false;
    this.at = end;
    return true;
  }

  private word(length: number, b: number, c: number, d: number): boolean {
    const { bytes, at } = this;
    this.at += length;
    return bytes[at + 1] === b && bytes[at + 2] === c && bytes[at + 3] === d;
  }
}

/** Where the number that begins at `start` ends; -1 where there is none that every form spells as it stands. */
function numberEnd(bytes: Uint8Array, start: number): number {
  const isNegative = bytes[start] === 0x2d;
  const whole = isNegative ? start + 1 : start;
  let at = whole;
  while (isDigit(bytes[at])) at++;
  if (at === whole || (bytes[whole] === 0x30 && at > whole + 1)) return -1;
  let last = 0;
  if (bytes[at] === 0x2e) {
    const fraction = ++at;
    while (isDigit(bytes[at])) last = bytes[at++] as number;
    // Below a millionth, a double is written with an exponent.
    if (at === fraction || last === 0x30 || at - fraction > 6) return -1;
  }
  const isNegativeZero = isNegative && bytes[whole] === 0x30 && last === 0;
  if (isNegativeZero || at - whole > exactDigits) return -1;
  return bytes[at] === 0x65 || bytes[at] === 0x45 ? -1 : at;
}

/** Whether every form spells the number `bytes[start .. end]` as it stands. */
export function isPlainNumber(bytes: Uint8Array, start: number, end: number): boolean {
  return numberEnd(bytes, start) === end;
}

function isDigit(value: number | undefined): boolean {
  return value !== undefined && value >= 0x30 && value <= 0x39;
}
