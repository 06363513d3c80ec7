import { createHash } from 'node:crypto';
import { toHex } from '../../../shared/bytes/encoding.ts';
import type { ContentHashes } from '../batch/batch-builder.ts';
import { byte } from '../split/located.ts';
import type { SourceMark } from './source-mark.ts';

/** The place itself, of a mark. */
export type MarkedPlace = Pick<SourceMark, 'offset' | 'line' | 'table'>;

/** What is known of a stream on its way to whoever finds the records in it. */
export interface SourceStream {
  readonly bytes: number;
  readonly continues: boolean;
  readonly endsLine: boolean;
  /** Whether the blocks begin where reading is to begin, and not at the beginning of the source. */
  readonly isCut: boolean;
  /** Where records are hashed elsewhere. */
  readonly contents: ContentHashes | null;
  add(block: Buffer): void;
  /** Null where the stream cannot be marked. `place`: behind a record; `ordinal`: of the next. */
  markAt(place: MarkedPlace, ordinal: number): SourceMark | null;
  /** SHA-256; call it once, at the end. */
  digest(): Uint8Array;
}

/** Hashes a stream on its way. */
export class HashedStream implements SourceStream {
  bytes = 0;
  /** Whether what stood before the mark that reading begins at stands there; true where there is none. */
  continues: boolean;
  /** Whether the last byte ends a line. */
  endsLine = false;
  readonly isCut = false;
  readonly contents = null;
  private readonly hash = createHash('sha256');
  private readonly from: SourceMark | null;

  constructor(from: SourceMark | null) {
    this.from = from;
    this.continues = from === null;
  }

  add(block: Buffer): void {
    const { from, bytes } = this;
    const until = from === null || this.continues ? 0 : from.bytes - bytes;
    if (from !== null && until > 0 && until <= block.length) {
      this.hash.update(block.subarray(0, until));
      this.continues = toHex(this.soFar()) === from.sha256;
      this.hash.update(block.subarray(until));
    } else {
      this.hash.update(block);
    }
    this.bytes += block.length;
    this.endsLine = block.at(-1) === byte.lineFeed;
  }

  markAt(place: MarkedPlace, ordinal: number): SourceMark {
    return { bytes: this.bytes, sha256: toHex(this.soFar()), ...place, ordinal };
  }

  /** SHA-256 of what was added so far. */
  soFar(): Uint8Array {
    return this.hash.copy().digest();
  }

  digest(): Uint8Array {
    return this.hash.digest();
  }
}
