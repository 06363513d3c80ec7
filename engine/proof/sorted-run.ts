import { digestLength } from '../../shared/proof/digest.ts';
import type { TreeBuilder } from '../../shared/proof/merkle.ts';
import type { RunValue } from './key-run.ts';
import type { Scratch, Stretch } from './scratch.ts';

/** Of a value in a scratch file: its length and how many leaves follow it, 4 bytes each, big-endian. */
const headLength = 8;

/** A sorted run put aside, read value by value. */
export class SortedRun {
  /** Its place among the runs of a tree, which are in source order. */
  readonly number: number;
  /** The value that the run stands at; null beyond the last. Written over by the next. */
  value: Uint8Array | null = null;
  count = 0;
  private readonly pieces: Generator<Buffer>;
  private piece: Buffer = Buffer.alloc(0);
  private at = 0;
  private unread = 0;
  /** Values are compared long after their pieces have gone. */
  private own: Uint8Array = new Uint8Array(64);

  constructor(number: number, scratch: Scratch, stretch: Stretch) {
    this.number = number;
    this.pieces = scratch.read(stretch);
    this.advance();
  }

  static write(values: Iterable<RunValue>, scratch: Scratch): void {
    const head = Buffer.alloc(headLength);
    for (const { value, count, leaves } of values) {
      head.writeUInt32BE(value.length, 0);
      head.writeUInt32BE(count, 4);
      scratch.append(head);
      scratch.append(value);
      scratch.append(leaves);
    }
  }

  /** On to the next value, once the leaves of this one were taken. */
  advance(): void {
    if (!this.has(headLength)) {
      this.value = null;
      return;
    }
    const length = this.piece.readUInt32BE(this.at);
    this.count = this.piece.readUInt32BE(this.at + 4);
    this.unread = this.count;
    this.at += headLength;
    if (!this.has(length)) throw endedEarly();
    if (length > this.own.length) this.own = new Uint8Array(2 * length);
    const { own, piece, at } = this;
    for (let i = 0; i < length; i++) own[i] = piece[at + i] as number;
    this.at += length;
    // Most are of one length, and a view costs more than the copy.
    if (this.value?.buffer !== own.buffer || this.value.length !== length)
      this.value = own.subarray(0, length);
  }

  /** Appends the leaves of the present value, in source order. To be called once. */
  appendTo(tree: TreeBuilder): void {
    for (; this.unread > 0; this.unread--) {
      if (!this.has(digestLength)) throw endedEarly();
      tree.append(this.piece, this.at);
      this.at += digestLength;
    }
  }

  /** Whether there are `length` bytes more, which then stand in the piece. */
  private has(length: number): boolean {
    while (this.piece.length - this.at < length) {
      const { done, value } = this.pieces.next();
      if (done) return false;
      this.piece = Buffer.concat([this.piece.subarray(this.at), value]);
      this.at = 0;
    }
    return true;
  }
}

function endedEarly(): RangeError {
  return new RangeError('a sorted run is shorter than it should be');
}
