/** SHA-256 (FIPS 180-4) as the host provides it: node:crypto in the engine, @noble/hashes in a browser. */
export interface Digest {
  /** 32 bytes, in memory of their own. */
  sha256(input: Uint8Array): Uint8Array;
  /** Writes the 32 bytes to `out` at `at`; for loops over millions, where allocating an array each time dominates. */
  sha256Into(input: Uint8Array, out: Uint8Array, at: number): void;
  /** For input that arrives in pieces. */
  sha256Stream(): DigestStream;
}

export interface DigestStream {
  update(piece: Uint8Array): void;
  /** 32 bytes; once. */
  finish(): Uint8Array;
}

/** Bytes of a SHA-256 digest. */
export const digestLength = 32;
