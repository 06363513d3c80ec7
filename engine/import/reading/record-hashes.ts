import { digestLength } from '../../../shared/proof/digest.ts';
import { nodeDigest } from '../../hash/node-digest.ts';
import type { ContentHashes } from '../batch/batch-builder.ts';
import type { Located } from '../split/located.ts';

/**
 * What the records that end in each block of a ring hash to, found by the thread that writes it: reading them takes another thread
 * longer than all else takes this one.
 */
export interface RecordHashMemory {
  /** Of each place of the ring, how many records. */
  readonly counts: SharedArrayBuffer;
  /** Of each record, where it stands in the stream, its length, and its hash. */
  readonly offsets: SharedArrayBuffer;
  readonly lengths: SharedArrayBuffer;
  readonly digests: SharedArrayBuffer;
}

/** Of one block; those beyond are hashed where they are read. */
const recordsAtMost = 1 << 12;

export function recordHashMemory(places: number): RecordHashMemory {
  const records = places * recordsAtMost;
  return {
    counts: new SharedArrayBuffer(4 * places),
    offsets: new SharedArrayBuffer(8 * records),
    lengths: new SharedArrayBuffer(4 * records),
    digests: new SharedArrayBuffer(digestLength * records),
  };
}

/** The same memory as each thread sees it. */
class Places {
  protected readonly counts: Int32Array;
  protected readonly offsets: Float64Array;
  protected readonly lengths: Int32Array;
  protected readonly digests: Uint8Array;

  constructor({ counts, offsets, lengths, digests }: RecordHashMemory) {
    this.counts = new Int32Array(counts);
    this.offsets = new Float64Array(offsets);
    this.lengths = new Int32Array(lengths);
    this.digests = new Uint8Array(digests);
  }
}

/** Hashes records until the block that they end in has its place. */
export class RecordHashWriter extends Places {
  private count = 0;
  private readonly ownOffsets = new Float64Array(recordsAtMost);
  private readonly ownLengths = new Int32Array(recordsAtMost);
  private readonly ownDigests = new Uint8Array(recordsAtMost * digestLength);

  add({ bytes, offset, length, fault }: Located): void {
    if (fault !== null || this.count === recordsAtMost) return;
    const n = this.count++;
    this.ownOffsets[n] = offset;
    this.ownLengths[n] = length;
    nodeDigest.sha256Into(bytes, this.ownDigests, n * digestLength);
  }

  /** The block has this place. */
  put(place: number): void {
    const { count } = this;
    const first = place * recordsAtMost;
    this.counts[place] = count;
    this.offsets.set(this.ownOffsets.subarray(0, count), first);
    this.lengths.set(this.ownLengths.subarray(0, count), first);
    this.digests.set(this.ownDigests.subarray(0, count * digestLength), first * digestLength);
    this.count = 0;
  }
}

/** Finds the hashes of records that are read in the order of the stream. */
export class RecordHashReader extends Places implements ContentHashes {
  private next = 0;
  private end = 0;

  /** The block at this place is read now. */
  begin(place: number): void {
    this.next = place * recordsAtMost;
    this.end = this.next + (this.counts[place] as number);
  }

  /** Whether there is one of the record: only one that stands where it does, and is as long, is its own. */
  copy({ offset, length }: Located, into: Uint8Array, at: number): boolean {
    const { offsets, lengths, digests, end } = this;
    while (this.next < end && (offsets[this.next] as number) < offset) this.next++;
    const { next } = this;
    if (next === end || offsets[next] !== offset || lengths[next] !== length) return false;
    for (let i = 0, from = next * digestLength; i < digestLength; i++)
      into[at + i] = digests[from + i] as number;
    return true;
  }
}
