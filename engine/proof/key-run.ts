import { digestLength } from '../../shared/proof/digest.ts';
import { termLimit } from '../case/schema.ts';
import { murmur3 } from '../hash/murmur.ts';

/** Entries that a run takes at most; and bytes of distinct values. */
const runLength = 1 << 17;
const runBytes = 8 << 20;
/** Leaves are copied by words of four bytes. */
const leafWords = digestLength / 4;

/** One value of a run: where its bytes stand, and the leaves of the entries that carry it, in source order. */
export interface RunValue {
  readonly value: Uint8Array;
  readonly count: number;
  /** 32 bytes each. Overwritten by the next value. */
  readonly leaves: Uint8Array;
}

/** So many entries, by their values, as are sorted at once. Holds at most about 20 MB, whatever comes. */
export class KeyRun {
  private capacity = 1 << 6;
  private leaves = new Int32Array(this.capacity * leafWords);
  /** What leaves were last taken from, and the same memory as words; null where it does not begin at one. */
  private source: Uint8Array | null = null;
  private sourceWords: Int32Array | null = null;
  /** The group of each entry. */
  private groupOf = new Uint32Array(this.capacity);
  private count = 0;
  /** The bytes of each group's value: up to `ends[group]`, from where the one before ends. */
  private bytes = Buffer.allocUnsafeSlow(1 << 10);
  private ends = new Uint32Array(this.capacity + 1);
  private hashes = new Int32Array(this.capacity);
  private sizes = new Uint32Array(this.capacity);
  private groups = 0;
  /** By the hash of a value: its group and 1; 0 where the place is free. */
  private places = new Uint32Array(this.capacity * 2);
  /** By the code of a term: its group and 1; 0 where it was not met in this run. */
  private groupOfTerm = new Uint32Array(0);
  private readonly seed: number;

  /** `seed`: random, so that nobody can prepare values that all fall into one place. */
  constructor(seed: number) {
    this.seed = seed;
  }

  get full(): boolean {
    return this.count === runLength || (this.ends[this.groups] as number) >= runBytes;
  }

  get empty(): boolean {
    return this.count === 0;
  }

  /**
   * An entry whose value is `source[start .. end]`, UTF-8, and whose leaf is at `leaves[at]`, at whole words. `term`: the
   * code that always stands for this value; -1 where it has none.
   */
  add(source: Uint8Array, start: number, end: number, leaves: Uint8Array, at: number, term: number): void {
    if (this.count === this.capacity) this.grow();
    const group = term < 0 ? this.groupFor(source, start, end) : this.groupForTerm(term, source, start, end);
    const n = this.count++;
    this.groupOf[n] = group;
    this.sizes[group] = (this.sizes[group] as number) + 1;
    if (leaves !== this.source) this.takeFrom(leaves);
    const { leaves: own, sourceWords } = this;
    if (sourceWords === null) {
      new Uint8Array(own.buffer).set(leaves.subarray(at, at + digestLength), n * digestLength);
      return;
    }
    for (let w = 0, from = at >> 2, to = n * leafWords; w < leafWords; w++)
      own[to + w] = sourceWords[from + w] as number;
  }

  private takeFrom(leaves: Uint8Array): void {
    const { buffer, byteOffset, length } = leaves;
    this.source = leaves;
    this.sourceWords = byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : null;
  }

  private groupForTerm(term: number, source: Uint8Array, start: number, end: number): number {
    const known = (this.groupOfTerm[term] ?? 0) - 1;
    if (known >= 0) return known;
    const group = this.groupFor(source, start, end);
    if (term >= this.groupOfTerm.length && term < termLimit) {
      const larger = new Uint32Array(2 ** Math.ceil(Math.log2(term + 1)));
      larger.set(this.groupOfTerm);
      this.groupOfTerm = larger;
    }
    if (term < termLimit) this.groupOfTerm[term] = group + 1;
    return group;
  }

  private grow(): void {
    const { leaves, groupOf, ends, hashes, sizes } = this;
    this.capacity *= 2;
    this.leaves = new Int32Array(this.capacity * leafWords);
    this.leaves.set(leaves);
    this.groupOf = new Uint32Array(this.capacity);
    this.groupOf.set(groupOf);
    this.ends = new Uint32Array(this.capacity + 1);
    this.ends.set(ends);
    this.hashes = new Int32Array(this.capacity);
    this.hashes.set(hashes);
    this.sizes = new Uint32Array(this.capacity);
    this.sizes.set(sizes);
    this.places = new Uint32Array(this.capacity * 2);
    const mask = this.places.length - 1;
    for (let group = 0; group < this.groups; group++) {
      let place = (hashes[group] as number) & mask;
      while (this.places[place] !== 0) place = (place + 1) & mask;
      this.places[place] = group + 1;
    }
  }

  private groupFor(source: Uint8Array, start: number, end: number): number {
    const hash = murmur3(source, start, end, this.seed);
    const mask = this.places.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const group = (this.places[place] as number) - 1;
      if (group < 0) return this.newGroup(source, start, end, hash, place);
      if (this.hashes[group] === hash && this.isValue(group, source, start, end)) return group;
    }
  }

  private isValue(group: number, source: Uint8Array, start: number, end: number): boolean {
    const { bytes } = this;
    const from = this.ends[group] as number;
    if ((this.ends[group + 1] as number) - from !== end - start) return false;
    for (let i = start, at = from; i < end; i++, at++) if (source[i] !== bytes[at]) return false;
    return true;
  }

  private newGroup(source: Uint8Array, start: number, end: number, hash: number, place: number): number {
    const group = this.groups++;
    const from = this.ends[group] as number;
    const to = from + end - start;
    if (to > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(to * 2);
      this.bytes.copy(larger, 0, 0, from);
      this.bytes = larger;
    }
    this.bytes.set(source.subarray(start, end), from);
    this.ends[group + 1] = to;
    this.hashes[group] = hash;
    this.sizes[group] = 0;
    this.places[place] = group + 1;
    return group;
  }

  /** The values in bytewise order; the run is to be cleared after it. */
  *sorted(): Generator<RunValue> {
    const order = this.order();
    const starts = new Uint32Array(this.groups + 1);
    for (let rank = 0; rank < order.length; rank++) {
      starts[rank + 1] = (starts[rank] as number) + (this.sizes[order[rank] as number] as number);
    }
    const rankOf = new Uint32Array(this.groups);
    for (let rank = 0; rank < order.length; rank++) rankOf[order[rank] as number] = rank;
    const next = starts.slice();
    const entries = new Uint32Array(this.count);
    for (let n = 0; n < this.count; n++) {
      const rank = rankOf[this.groupOf[n] as number] as number;
      entries[next[rank] as number] = n;
      next[rank] = (next[rank] as number) + 1;
    }
    let leaves = new Int32Array(64 * leafWords);
    for (let rank = 0; rank < order.length; rank++) {
      const from = starts[rank] as number;
      const count = (starts[rank + 1] as number) - from;
      if (leaves.length < count * leafWords) leaves = new Int32Array(count * leafWords * 2);
      for (let i = 0; i < count; i++) {
        const leaf = (entries[from + i] as number) * leafWords;
        for (let w = 0; w < leafWords; w++) leaves[i * leafWords + w] = this.leaves[leaf + w] as number;
      }
      yield {
        value: this.value(order[rank] as number),
        count,
        leaves: new Uint8Array(leaves.buffer, 0, count * digestLength),
      };
    }
  }

  clear(): void {
    this.count = 0;
    this.groups = 0;
    this.places.fill(0);
    this.groupOfTerm.fill(0);
    this.source = null;
  }

  private value(group: number): Buffer {
    return this.bytes.subarray(this.ends[group], this.ends[group + 1]);
  }

  /**
   * The groups in the order of their values. Sorted first by the four bytes that follow what all have in common, as
   * numbers, which is ten times as quick as comparing; then those that are alike so far, by all their bytes.
   */
  private order(): Uint32Array {
    const { groups } = this;
    const common = this.commonLength();
    const keys = new Float64Array(groups);
    for (let group = 0; group < groups; group++) {
      const start = (this.ends[group] as number) + common;
      const end = this.ends[group + 1] as number;
      let key = 0;
      for (let i = 0; i < 4; i++) key = key * 256 + (start + i < end ? (this.bytes[start + i] as number) : 0);
      keys[group] = key * runLength + group;
    }
    keys.sort();
    const order = new Uint32Array(groups);
    for (let rank = 0; rank < groups; rank++) order[rank] = (keys[rank] as number) % runLength;
    let from = 0;
    for (let rank = 1; rank <= groups; rank++) {
      if (rank < groups && prefixOf(keys[rank] as number) === prefixOf(keys[from] as number)) continue;
      if (rank - from > 1) {
        const alike = [...order.subarray(from, rank)];
        alike.sort((a, b) => this.value(a).compare(this.value(b)));
        order.set(alike, from);
      }
      from = rank;
    }
    return order;
  }

  /** Bytes that all values begin with. */
  private commonLength(): number {
    if (this.groups === 0) return 0;
    const first = this.value(0);
    let common = first.length;
    for (let group = 1; group < this.groups && common > 0; group++) {
      const start = this.ends[group] as number;
      const length = Math.min(common, (this.ends[group + 1] as number) - start);
      let same = 0;
      while (same < length && this.bytes[start + same] === first[same]) same++;
      common = same;
    }
    return common;
  }
}

function prefixOf(key: number): number {
  return Math.floor(key / runLength);
}
