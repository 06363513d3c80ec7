import type { Scratch, Stretch } from '../../proof/scratch.ts';

/** Digests of a block. */
export const blockCount = 1 << 16;
/** Blocks that stand in memory, where the others can be put aside: 16 MiB of digests of 32 bytes. */
const heldBlocks = 8;
/** Digests that are read back at once: whoever asks for one mostly asks for its neighbours. */
const windowCount = 1 << 8;

/** The digests of a source by their numbers, `width` bytes each, in blocks of which all but the last can be put aside. */
export class HashBlocks {
  private readonly width: number;
  /** Null for those that were put aside, whose places are in `stretches`. */
  private readonly blocks: (Uint8Array | null)[] = [];
  private readonly stretches: Stretch[] = [];
  private readonly held: number;
  private readonly scratch: Scratch | null;
  /** Whether the scratch file still takes blocks. */
  private isOpen: boolean;
  /** What was read back last: the digests from number `windowFrom` on. */
  private window: Uint8Array = new Uint8Array(0);
  private windowFrom = 0;

  /** `scratch`: is read for as long as digests are asked for. `held`: blocks that stand in memory, at least 1. */
  constructor(width: number, scratch: Scratch | null, held = heldBlocks) {
    this.width = width;
    this.scratch = scratch;
    this.isOpen = scratch !== null;
    this.held = held;
  }

  /** Makes room for a block more. */
  grow(): void {
    const oldest = this.blocks.length - this.held;
    const spare = oldest < 0 ? null : this.putAside(oldest);
    this.blocks.push(spare?.fill(0) ?? new Uint8Array(blockCount * this.width));
  }

  /** Digests from number `n` on, all of the last block. */
  put(n: number, digests: Uint8Array): void {
    this.blocks.at(-1)?.set(digests, (n % blockCount) * this.width);
  }

  /** One that was put. What it gives is valid until the next is asked for. */
  at(n: number): Uint8Array {
    const { width } = this;
    const number = Math.floor(n / blockCount);
    const block = this.blocks[number];
    if (block) return block.subarray((n % blockCount) * width, ((n % blockCount) + 1) * width);
    const from = n - (n % windowCount);
    if (this.windowFrom !== from || this.window.length === 0) {
      const start = (this.stretches[number] as Stretch).from + (from % blockCount) * width;
      this.window = this.read({ from: start, to: start + windowCount * width });
      this.windowFrom = from;
    }
    return this.window.subarray((n - from) * width, (n - from + 1) * width);
  }

  /** @returns the block, for another use; null where it stays, because nothing more can be put aside */
  private putAside(number: number): Uint8Array | null {
    const { scratch } = this;
    const block = this.blocks[number];
    if (scratch === null || !this.isOpen || !block) return null;
    const from = scratch.length;
    try {
      scratch.append(block);
      scratch.flush();
    } catch {
      // The disk is full: what was put aside can be read, and the rest fits into memory or it does not.
      this.isOpen = false;
      return null;
    }
    this.stretches[number] = { from, to: scratch.length };
    this.blocks[number] = null;
    return block;
  }

  private read(stretch: Stretch): Uint8Array {
    const bytes = new Uint8Array(stretch.to - stretch.from);
    let at = 0;
    for (const piece of (this.scratch as Scratch).read(stretch)) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }
}
