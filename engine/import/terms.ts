import { randomBytes } from 'node:crypto';
import type { CodedColumn } from '../case/schema.ts';
import { termLengthLimit, termLimit } from '../case/schema.ts';

/** A term that was met for the first time. */
export type NewTerm = readonly [column: CodedColumn, code: number, value: string];

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
  /** By place: a term's number and 1; 0 where the place is free. */
  private places = new Uint32Array(256);
  /** By the term's number, which is its code but in a case file that was tampered with. */
  private hashes = new Int32Array(128);
  private codes = new Int32Array(128);
  private ends = new Uint32Array(129);
  private bytes = Buffer.allocUnsafeSlow(4096);
  private size = 0;
  /** The term met last: entries that follow one another often agree. */
  private last = 0;

  constructor(
    column: CodedColumn,
    known: Iterable<readonly [code: number, value: string]>,
    limit = termLimit,
  ) {
    this.column = column;
    this.limit = limit;
    for (const [code, value] of known) {
      const bytes = Buffer.from(value);
      this.add(bytes, 0, bytes.length, this.hash(bytes, 0, bytes.length), code);
    }
  }

  /** The code of `source[start .. end]`, or -1 where it stays text. A new term is pushed to `added`. */
  code(source: Uint8Array, start: number, end: number, added: NewTerm[]): number {
    if (this.size > 0 && this.isTerm(this.last, source, start, end)) return this.codes[this.last] as number;
    const hash = this.hash(source, start, end);
    const mask = this.places.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const term = (this.places[at] as number) - 1;
      if (term < 0) break;
      if (this.hashes[term] === hash && this.isTerm(term, source, start, end)) {
        this.last = term;
        return this.codes[term] as number;
      }
    }
    if (this.size >= this.limit || end - start > termLengthLimit) return -1;
    const code = this.size;
    this.add(source, start, end, hash, code);
    added.push([this.column, code, Buffer.from(source.subarray(start, end)).toString()]);
    return code;
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
    if (term * 2 >= this.places.length) this.grow();
    const from = this.ends[term] as number;
    const length = end - start;
    if (from + length > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow((from + length) * 2);
      this.bytes.copy(larger, 0, 0, from);
      this.bytes = larger;
    }
    this.bytes.set(source.subarray(start, end), from);
    this.ends[term + 1] = from + length;
    this.hashes[term] = hash;
    this.codes[term] = code;
    this.place(term, hash);
  }

  private place(term: number, hash: number): void {
    const mask = this.places.length - 1;
    let at = hash & mask;
    while (this.places[at] !== 0) at = (at + 1) & mask;
    this.places[at] = term + 1;
  }

  private grow(): void {
    const { hashes, ends, codes } = this;
    const length = this.places.length;
    this.places = new Uint32Array(length * 2);
    this.hashes = new Int32Array(length);
    this.hashes.set(hashes);
    this.codes = new Int32Array(length);
    this.codes.set(codes);
    this.ends = new Uint32Array(length + 1);
    this.ends.set(ends);
    for (let term = 0; term < this.size - 1; term++) this.place(term, hashes[term] as number);
  }

  /** FNV-1a over the bytes, begun at the seed, its high bits mixed into those that choose the place. */
  private hash(source: Uint8Array, start: number, end: number): number {
    let hash = this.seed;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (source[at] as number), 0x01000193);
    return hash ^ (hash >>> 15);
  }
}

/** The terms of a case, by column, as they cross to a thread. */
export type KnownTerms = Partial<Record<CodedColumn, readonly (readonly [number, string])[]>>;
