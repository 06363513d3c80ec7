import type { MessagePort } from 'node:worker_threads';
import { toHex } from '../../../shared/bytes/encoding.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { byte } from '../split/located.ts';
import type { MarkedPlace, SourceStream } from './hashed-stream.ts';
import { RecordHashReader } from './record-hashes.ts';
import { type RingMemory, ringBlocks } from './ring.ts';
import { RingMarks } from './ring-marks.ts';
import type { SourceMark } from './source-mark.ts';

/** A stream that the thread at the other side of a ring hashes. Its blocks may begin at a place in it. */
export class RingStream implements SourceStream {
  readonly isCut = true;
  readonly contents: RecordHashReader | null;
  bytes = 0;
  /** Known at the end; until then, blocks come only of a stream of which it is so. */
  continues = true;
  endsLine = false;
  private readonly marks: RingMarks | null;
  private place = 0;
  private sha256: Uint8Array | null = null;

  constructor({ hashes, marks }: RingMemory) {
    this.contents = hashes && new RecordHashReader(hashes);
    this.marks = marks && new RingMarks(marks);
  }

  /** @throws AppError whatever the other side met; CANCELLED once `stop` is set */
  *blocks(port: MessagePort, memory: RingMemory, stop: StopFlag): Generator<Buffer> {
    const { sha256, continued } = yield* ringBlocks(port, memory, stop, (place) => {
      this.place = place;
      this.contents?.begin(place);
    });
    this.sha256 = sha256;
    this.continues = continued;
  }

  add(block: Buffer): void {
    this.bytes = this.marks?.at(this.place).bytes ?? this.bytes + block.length;
    this.endsLine = block.at(-1) === byte.lineFeed;
  }

  markAt(place: MarkedPlace, ordinal: number): SourceMark | null {
    if (this.marks === null) return null;
    const { bytes, sha256 } = this.marks.at(this.place);
    return { bytes, sha256: toHex(sha256), ...place, ordinal };
  }

  digest(): Uint8Array {
    if (this.sha256 === null) throw new Error('a stream was not read to its end');
    return this.sha256;
  }
}
