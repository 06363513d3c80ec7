import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { AppError, cancelled, type ErrorText } from '../../../shared/errors.ts';
import { chunkLength } from '../../case/schema.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { type RecordHashMemory, RecordHashWriter, recordHashMemory } from './record-hashes.ts';
import { beginning, type RingMark, type RingMarkMemory, RingMarks, ringMarkMemory } from './ring-marks.ts';

/**
 * Blocks of at most a chunk that one thread writes for another, in memory that both see and that is used again and again: nothing is
 * left of a long stream for the garbage collector.
 */
export interface RingMemory {
  readonly blocks: SharedArrayBuffer;
  /** Of each place, how many bytes its block has. */
  readonly lengths: SharedArrayBuffer;
  /** Three counts of 32 bits: blocks that were written, blocks that were read, and 1 once there will be no more. */
  readonly counts: SharedArrayBuffer;
  /** Null where records are not hashed on the way. */
  readonly hashes: RecordHashMemory | null;
  /** Null where places in the stream are not marked. */
  readonly marks: RingMarkMemory | null;
}

/** How the stream ended: read whole, with its SHA-256, or not. */
export type RingEnd =
  | {
      readonly type: 'end';
      readonly sha256: Uint8Array;
      /** Whether what stood before the place that the blocks were to begin at stands there. */
      readonly continued: boolean;
    }
  | { readonly type: 'error'; readonly error: ErrorText };

/** Blocks that may wait to be read: a few batches' worth. */
const places = 32;
const written = 0;
const read = 1;
const ended = 2;

/** How long either side sleeps at most, in milliseconds, before it looks whether it is to stop. */
const lookEveryMs = 50;

export function ringMemory({ hashes = false, marks = false } = {}): RingMemory {
  return {
    hashes: hashes ? recordHashMemory(places) : null,
    marks: marks ? ringMarkMemory(places) : null,
    blocks: new SharedArrayBuffer(places * chunkLength),
    lengths: new SharedArrayBuffer(places * 4),
    counts: new SharedArrayBuffer(3 * 4),
  };
}

/** Whether the side that writes has written all that it had, so that it may go. */
export function ringEnded({ counts }: RingMemory): boolean {
  return Atomics.load(new Int32Array(counts), ended) === 1;
}

/** The side that writes. */
export class RingWriter {
  private readonly port: MessagePort;
  private readonly blocks: Uint8Array;
  private readonly lengths: Int32Array;
  private readonly counts: Int32Array;
  private readonly stop: StopFlag;
  /** Takes the records that end in the block that is written next. */
  readonly hashes: RecordHashWriter | null;

  private readonly marks: RingMarks | null;

  constructor(port: MessagePort, { blocks, lengths, counts, hashes, marks }: RingMemory, stop: StopFlag) {
    this.hashes = hashes && new RecordHashWriter(hashes);
    this.marks = marks && new RingMarks(marks);
    this.port = port;
    this.blocks = new Uint8Array(blocks);
    this.lengths = new Int32Array(lengths);
    this.counts = new Int32Array(counts);
    this.stop = stop;
  }

  /**
   * Copies a block, once there is a place for it. `soFar`: of the stream, where places in it are marked.
   *
   * @throws AppError CANCELLED once `stop` is set
   */
  write(block: Uint8Array, soFar: () => RingMark = () => beginning): void {
    const { counts } = this;
    const count = Atomics.load(counts, written);
    for (;;) {
      if (this.stop.isSet) throw cancelled('nothing was kept of it');
      const done = Atomics.load(counts, read);
      if (((count - done) | 0) < places) break;
      Atomics.wait(counts, read, done, lookEveryMs);
    }
    const place = placeOf(count);
    this.blocks.set(block, place * chunkLength);
    this.lengths[place] = block.length;
    this.hashes?.put(place);
    this.marks?.put(place, soFar());
    this.tell(count + 1);
  }

  end(end: RingEnd): void {
    this.port.postMessage(end);
    Atomics.store(this.counts, ended, 1);
    this.tell(Atomics.load(this.counts, written));
  }

  private tell(count: number): void {
    Atomics.store(this.counts, written, count);
    Atomics.notify(this.counts, written);
  }
}

/**
 * The side that reads, block by block: each is gone when the next is asked for. `begins`: told of each block's place in the memory.
 *
 * @throws AppError whatever the other side met; CANCELLED once `stop` is set
 */
export function* ringBlocks(
  port: MessagePort,
  memory: RingMemory,
  stop: StopFlag,
  begins: (place: number) => void = () => {},
): Generator<Buffer, Extract<RingEnd, { type: 'end' }>> {
  const counts = new Int32Array(memory.counts);
  const lengths = new Int32Array(memory.lengths);
  try {
    for (let count = 0; ; count = (count + 1) | 0) {
      while (Atomics.load(counts, written) === count) {
        if (stop.isSet) throw cancelled('nothing was kept of it');
        if (Atomics.load(counts, ended) === 0) Atomics.wait(counts, written, count, lookEveryMs);
        else if (Atomics.load(counts, written) === count) return endOf(port);
      }
      const place = placeOf(count);
      begins(place);
      yield Buffer.from(memory.blocks, place * chunkLength, lengths[place]);
      Atomics.store(counts, read, (count + 1) | 0);
      Atomics.notify(counts, read);
    }
  } finally {
    // Both ends of it close, and neither keeps its thread's memory for the next stream.
    port.close();
  }
}

/** Counts go on beyond 32 bits, from the other end. */
function placeOf(count: number): number {
  return (count >>> 0) % places;
}

function endOf(port: MessagePort): Extract<RingEnd, { type: 'end' }> {
  const received: { message: RingEnd } | undefined = receiveMessageOnPort(port);
  if (received === undefined) throw new Error('a stream ended without a word');
  const { message } = received;
  if (message.type === 'error') throw new AppError(message.error);
  return message;
}
