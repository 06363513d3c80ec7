import { type Digest, digestLength } from '../../shared/proof/digest.ts';
import type { Scratch } from './scratch.ts';

/** Bytes of a level that are at hand where it was put aside: whole pairs of hashes, which are asked for together. */
const usualWindow = 1 << 15;

/** The hashes of one level of a tree, 32 bytes each. */
export class TreeLevel {
  /** In bytes. */
  readonly length: number;
  /** What of them is at hand. */
  bytes: Uint8Array;
  private first = 0;
  private aside: { readonly scratch: Scratch; readonly from: number } | null = null;

  constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    this.bytes = bytes;
  }

  /** Where in `bytes` the hash stands that begins at `offset` of the level. What is at hand may be another part afterwards. */
  at(offset: number): number {
    if (offset < this.first || offset >= this.first + this.bytes.length) this.load(offset);
    return offset - this.first;
  }

  /** `window`: a multiple of 64. */
  putAside(scratch: Scratch, window: number): void {
    if (this.length <= window) return;
    this.aside = { scratch, from: scratch.length };
    scratch.append(this.bytes);
    this.bytes = Buffer.allocUnsafeSlow(window);
    // Nothing of it is at hand yet.
    this.first = this.length;
  }

  private load(offset: number): void {
    if (this.aside === null || offset >= this.length)
      throw new RangeError(`a level of ${this.length} bytes has no hash at ${offset}`);
    const { scratch, from } = this.aside;
    const window = this.bytes.buffer.byteLength;
    this.first = offset - (offset % window);
    this.bytes = new Uint8Array(this.bytes.buffer, 0, Math.min(window, this.length - this.first));
    scratch.readInto(this.bytes, from + this.first);
  }
}

/**
 * An RFC 6962 tree with all its nodes, packed: inclusion proofs of any number of leaves without hashing again. Holds 32
 * bytes a leaf beyond the leaves themselves. Pairing level by level and carrying an odd last hash up gives the RFC's tree.
 */
export class PackedTree {
  /** From the leaves up to the root. */
  private readonly levels: readonly TreeLevel[];
  readonly root: Uint8Array;
  private scratch: Scratch | null = null;

  /** `leaves`: at least one, 32 bytes each. */
  constructor(digest: Digest, leaves: Uint8Array) {
    const levels = [leaves];
    const node = new Uint8Array(1 + 2 * digestLength);
    node[0] = 0x01;
    for (let below = leaves; below.length > digestLength; below = levels.at(-1) as Uint8Array) {
      const width = below.length / digestLength;
      const above = new Uint8Array(Math.ceil(width / 2) * digestLength);
      for (let pair = 0; pair < Math.floor(width / 2); pair++) {
        node.set(below.subarray(pair * 2 * digestLength, (pair + 1) * 2 * digestLength), 1);
        digest.sha256Into(node, above, pair * digestLength);
      }
      if (width % 2 === 1) above.set(below.subarray(-digestLength), above.length - digestLength);
      levels.push(above);
    }
    this.levels = levels.map((bytes) => new TreeLevel(bytes));
    this.root = levels.at(-1) as Uint8Array;
  }

  /**
   * Puts all that is large into the file, which the tree owns from then on, and holds a window of each level: for proofs of leaves that
   * follow each other. Where no folder takes a file, all stays in memory.
   *
   * @throws AppError DISK_FULL
   */
  putAside(scratch: Scratch, window: number = usualWindow): void {
    this.scratch = scratch;
    try {
      scratch.flush();
      if (scratch.file === null) return;
      for (const level of this.levels) level.putAside(scratch, window);
      scratch.flush();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Lets go of the file, where there is one. */
  close(): void {
    this.scratch?.close();
  }

  get size(): number {
    return this.level(0).length / digestLength;
  }

  /** Levels above the leaves. */
  get height(): number {
    return this.levels.length - 1;
  }

  /** Level 0 are the leaves. */
  level(height: number): TreeLevel {
    return this.levels[height] as TreeLevel;
  }
}
