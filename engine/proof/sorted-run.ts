import { digestLength } from '../../shared/proof/digest.ts';
import type { RunValue } from './key-run.ts';
import type { Scratch, Stretch } from './scratch.ts';

/** Of a value in a scratch file: its length and how many leaves follow it, 4 bytes each, big-endian. */
const headLength = 8;

/** Leaves handed on at once. */
const leavesAtOnce = 1024;

/** A sorted run put aside, read value by value. */
export class SortedRun {
  /** The value that the run stands at; null beyond the last. */
  value: Buffer | null = null;
  count = 0;
  private readonly pieces: Generator<Buffer>;
  private piece: Buffer = Buffer.alloc(0);
  private at = 0;
  private unread = 0;

  constructor(scratch: Scratch, stretch: Stretch) {
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

  /** On to the next value; what was not read of this one's leaves is passed over. */
  advance(): void {
    for (const _ of this.leaves());
    const head = this.take(headLength);
    if (head.length < headLength) {
      this.value = null;
      return;
    }
    this.count = head.readUInt32BE(4);
    // A value is compared long after its piece has gone.
    this.value = Buffer.from(this.take(head.readUInt32BE(0)));
    this.unread = this.count;
  }

  /** The leaves of the present value, once; what is yielded is valid until the next. */
  *leaves(): Generator<Buffer> {
    while (this.unread > 0) {
      const some = Math.min(this.unread, leavesAtOnce);
      this.unread -= some;
      yield this.take(some * digestLength);
    }
  }

  /** The next `length` bytes; fewer only at the end. */
  private take(length: number): Buffer {
    const first = this.piece.subarray(this.at, this.at + length);
    this.at += first.length;
    if (first.length === length) return first;
    const parts: Buffer[] = [Buffer.from(first)];
    for (let missing = length - first.length; missing > 0; ) {
      const { done, value } = this.pieces.next();
      if (done) break;
      this.piece = value;
      this.at = Math.min(missing, value.length);
      parts.push(value.subarray(0, this.at));
      missing -= this.at;
      if (missing > 0) parts[parts.length - 1] = Buffer.from(value.subarray(0, this.at));
    }
    return Buffer.concat(parts);
  }
}
