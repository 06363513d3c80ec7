import { digestLength } from '../../../shared/proof/digest.ts';

/** How far a stream was hashed, and what that hashes to. */
export interface RingMark {
  /** Bytes from the beginning of the stream. */
  readonly bytes: number;
  readonly sha256: Uint8Array;
}

/** A mark for each place of a ring: up to the end of the block there, or a little further. */
export interface RingMarkMemory {
  readonly bytes: SharedArrayBuffer;
  readonly digests: SharedArrayBuffer;
}

export const beginning: RingMark = { bytes: 0, sha256: new Uint8Array(digestLength) };

export function ringMarkMemory(places: number): RingMarkMemory {
  return {
    bytes: new SharedArrayBuffer(8 * places),
    digests: new SharedArrayBuffer(digestLength * places),
  };
}

/** The same memory as each side sees it. */
export class RingMarks {
  private readonly bytes: Float64Array;
  private readonly digests: Uint8Array;

  constructor({ bytes, digests }: RingMarkMemory) {
    this.bytes = new Float64Array(bytes);
    this.digests = new Uint8Array(digests);
  }

  put(place: number, { bytes, sha256 }: RingMark): void {
    this.bytes[place] = bytes;
    this.digests.set(sha256, place * digestLength);
  }

  at(place: number): RingMark {
    const from = place * digestLength;
    return { bytes: this.bytes[place] as number, sha256: this.digests.slice(from, from + digestLength) };
  }
}
