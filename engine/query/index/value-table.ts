import { randomInt } from 'node:crypto';
import type { TaskContext } from '../../task.ts';
import { rankTexts } from './text-ranks.ts';

/** Slots of the hash table for each value, at least. */
const spread = 2;

/**
 * Distinct texts, numbered from 1 in the order in which they were added, as packed UTF-8: a text costs its bytes and a few more, and
 * becomes a string only when it is shown.
 */
export class ValueTable {
  /** One more than there are values: what arrays by slot need. */
  length = 1;
  private bytes = Buffer.alloc(1024);
  /** By slot, where its text ends; it begins where the one before ends. */
  private ends = new Uint32Array(64);
  /** By slot. */
  private hashes = new Uint32Array(64);
  /** Slots by hash, open addressing; 0 is free. */
  private buckets = new Uint32Array(64);
  private ranked: Uint32Array | null = null;
  private readonly seed = randomInt(2 ** 32);
  private readonly factor = randomInt(2 ** 31) * 2 + 1;

  /** The slot of a text, which is added where it is new. `source[start .. end]` is UTF-8. */
  add(source: Uint8Array, start: number, end: number): number {
    const hash = this.hash(source, start, end);
    const found = this.find(hash, source, start, end);
    if (found > 0) return found;
    const slot = this.length++;
    const from = this.ends[slot - 1] as number;
    this.reserve(slot, from + end - start);
    this.bytes.set(source.subarray(start, end), from);
    this.ends[slot] = from + end - start;
    this.hashes[slot] = hash;
    this.buckets[-found - 1] = slot;
    if (this.length * spread > this.buckets.length) this.rehash();
    return slot;
  }

  addText(text: string): number {
    const bytes = Buffer.from(text);
    return this.add(bytes, 0, bytes.length);
  }

  /** 0 where there is no such text. */
  slotOf(text: string): number {
    const bytes = Buffer.from(text);
    return Math.max(0, this.find(this.hash(bytes, 0, bytes.length), bytes, 0, bytes.length));
  }

  text(slot: number): string {
    return this.bytes.toString('utf8', this.ends[slot - 1], this.ends[slot]);
  }

  /** All texts one after the other, each with a byte 0xff, which UTF-8 does not have, behind it. */
  packed(): Buffer {
    const packed = Buffer.allocUnsafe((this.ends[this.length - 1] as number) + this.length - 1);
    for (let slot = 1; slot < this.length; slot++) {
      const start = this.ends[slot - 1] as number;
      const end = this.ends[slot] as number;
      this.bytes.copy(packed, start + slot - 1, start, end);
      packed[end + slot - 1] = 0xff;
    }
    return packed;
  }

  /** By slot, the place of its text among all in the order of UTF-16 code units, from 0; of slot 0, which has none, the last. */
  ranks(context: TaskContext): Uint32Array {
    for (const _ of this.ranking(context));
    return this.ranked as Uint32Array;
  }

  /** Makes the ranks in steps; values added meanwhile leave it for the next time. */
  *ranking(context: TaskContext): Generator<void> {
    const { length } = this;
    if (this.ranked?.length === length) return;
    const texts = { bytes: this.bytes, starts: this.ends.slice(0, length), gap: 0 };
    const ranking = rankTexts(texts, context);
    let step = ranking.next();
    for (; !step.done; step = ranking.next()) {
      yield;
      if (this.length !== length || this.ranked?.length === length) return;
    }
    const ranks = new Uint32Array(length);
    ranks[0] = length - 1;
    ranks.set(step.value.ranks, 1);
    this.ranked = ranks;
  }

  /** The slot of the text; where it is not there, -1 less the bucket that it would take. */
  private find(hash: number, source: Uint8Array, start: number, end: number): number {
    const { buckets, ends, bytes, hashes } = this;
    const mask = buckets.length - 1;
    let bucket = hash & mask;
    for (; ; bucket = (bucket + 1) & mask) {
      const slot = buckets[bucket] as number;
      if (slot === 0) return -bucket - 1;
      if (hashes[slot] !== hash) continue;
      const from = ends[slot - 1] as number;
      if ((ends[slot] as number) - from !== end - start) continue;
      let i = start;
      for (let at = from; i < end && source[i] === bytes[at]; at++) i++;
      if (i === end) return slot;
    }
  }

  /** Multiplicative, by numbers that whoever made the texts does not know: none can be chosen to collide. */
  private hash(source: Uint8Array, start: number, end: number): number {
    let hash = this.seed;
    for (let i = start; i < end; i++) {
      hash = Math.imul(hash ^ (source[i] as number), this.factor);
      hash ^= hash >>> 15;
    }
    return hash >>> 0;
  }

  private reserve(slot: number, length: number): void {
    if (slot >= this.ends.length) {
      this.ends = doubled(this.ends);
      this.hashes = doubled(this.hashes);
    }
    if (length > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, this.bytes.length * 2));
      this.bytes.copy(larger);
      this.bytes = larger;
    }
  }

  private rehash(): void {
    const buckets = new Uint32Array(this.buckets.length * 4);
    const mask = buckets.length - 1;
    for (let slot = 1; slot < this.length; slot++) {
      let bucket = (this.hashes[slot] as number) & mask;
      while (buckets[bucket] !== 0) bucket = (bucket + 1) & mask;
      buckets[bucket] = slot;
    }
    this.buckets = buckets;
  }
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
