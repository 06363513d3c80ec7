import { randomBytes } from 'node:crypto';
import type { CodedColumn } from '../../case/schema.ts';
import { termLengthLimit, termLimit } from '../../case/schema.ts';
import { murmur3 } from '../../hash/murmur.ts';
import { type PackedTerms, startOf } from './term-list.ts';

/** A term that was met for the first time. */
export type NewTerm = readonly [column: CodedColumn, code: number, value: string];

/** Terms that are found by a few of their bytes: a power of two. */
const recentCount = 1024;

/**
 * The codes of one column's values, found by their UTF-8 bytes. Once there are `termLimit` terms no value is added, and
 * one of more than `termLengthLimit` bytes never is; such values stay text. So the same entries in the same order always
 * get the same codes, which verification relies on, and what is held is bounded.
 */
export class Terms {
  private readonly column: CodedColumn;
  private readonly limit: number;
  /** Random, so that nobody can prepare values that all fall into one place. */
  private readonly seed = randomBytes(4).readInt32LE();
  /**
   * Pairs of a term's hash and its number and 1, side by side so that a look is one access to memory; the second is 0
   * where the place is free.
   */
  private places = new Int32Array(512);
  /** By the term's number. */
  private ends = new Uint32Array(129);
  /** The same, where a code is not the term's number: in a case file that was tampered with. */
  private readonly codes = new Map<number, number>();
  private bytes = Buffer.allocUnsafeSlow(4096);
  private size = 0;
  /** By a few bytes of a term, which are had sooner than its hash: the one like that met last, and 1. */
  private readonly recent = new Int32Array(recentCount);

  constructor(column: CodedColumn, known: PackedTerms | null = null, limit = termLimit) {
    this.column = column;
    this.limit = limit;
    if (known !== null) this.take(known);
  }

  private take(known: PackedTerms): void {
    const { count, ends, codes } = known;
    const bytes = Buffer.from(known.bytes.buffer, known.bytes.byteOffset, startOf(known, count));
    while (count * 4 >= this.places.length) this.grow();
    this.bytes = Buffer.allocUnsafeSlow(Math.max(this.bytes.length, bytes.length));
    this.bytes.set(bytes);
    this.ends.set(ends.subarray(0, count), 1);
    this.size = count;
    for (let n = 0; n < count; n++) {
      const code = codes?.[n] ?? n;
      if (code !== n) this.codes.set(n, code);
      this.place(n, murmur3(bytes, startOf(known, n), ends[n] as number, this.seed));
    }
  }

  /** The code of `source[start .. end]`, or -1 where it stays text. A new term is pushed to `added`. */
  code(source: Uint8Array, start: number, end: number, added: NewTerm[]): number {
    const like = likeness(source, start, end);
    const before = (this.recent[like] as number) - 1;
    if (before >= 0 && this.isTerm(before, source, start, end)) return this.codeOf(before);
    const hash = murmur3(source, start, end, this.seed);
    const { places } = this;
    const mask = places.length - 1;
    for (let at = (hash * 2) & mask; places[at + 1] !== 0; at = (at + 2) & mask) {
      const term = (places[at + 1] as number) - 1;
      if (places[at] === hash && this.isTerm(term, source, start, end)) {
        this.recent[like] = term + 1;
        return this.codeOf(term);
      }
    }
    if (this.size >= this.limit || end - start > termLengthLimit) return -1;
    const code = this.size;
    this.add(source, start, end, hash, code);
    added.push([this.column, code, Buffer.from(source.subarray(start, end)).toString()]);
    return code;
  }

  private codeOf(term: number): number {
    return this.codes.size === 0 ? term : (this.codes.get(term) ?? term);
  }

  private isTerm(term: number, source: Uint8Array, start: number, end: number): boolean {
    const { bytes } = this;
    const from = this.ends[term] as number;
    if ((this.ends[term + 1] as number) - from !== end - start) return false;
    for (let i = start, at = from; i < end; i++, at++) if (source[i] !== bytes[at]) return false;
    return true;
  }

  private add(source: Uint8Array, start: number, end: number, hash: number, code: number): void {
    const term = this.size++;
    if (term * 4 >= this.places.length) this.grow();
    const from = this.ends[term] as number;
    const length = end - start;
    if (from + length > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow((from + length) * 2);
      this.bytes.copy(larger, 0, 0, from);
      this.bytes = larger;
    }
    this.bytes.set(source.subarray(start, end), from);
    this.ends[term + 1] = from + length;
    if (code !== term) this.codes.set(term, code);
    this.place(term, hash);
  }

  private place(term: number, hash: number): void {
    const { places } = this;
    const mask = places.length - 1;
    let at = (hash * 2) & mask;
    while (places[at + 1] !== 0) at = (at + 2) & mask;
    places[at] = hash;
    places[at + 1] = term + 1;
  }

  private grow(): void {
    const { places, ends } = this;
    this.places = new Int32Array(places.length * 2);
    this.ends = new Uint32Array(places.length / 2 + 1);
    this.ends.set(ends);
    for (let at = 0; at < places.length; at += 2) {
      const term = (places[at + 1] as number) - 1;
      if (term >= 0) this.place(term, places[at] as number);
    }
  }
}

/** Of the bytes that differ most often: the last three, of which digits differ in four bits, and how many there are. */
function likeness(source: Uint8Array, start: number, end: number): number {
  if (end - start < 3) return end - start;
  const last = (source[end - 1] as number) ^ ((source[end - 2] as number) << 4);
  return (last ^ ((source[end - 3] as number) << 7) ^ (end - start)) & (recentCount - 1);
}
