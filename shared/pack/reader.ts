/** Random access to a file that may be hostile and may be larger than memory. */
export interface PackReader {
  /** In bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset` on, in memory that the reader does not use again. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** How many bytes are best asked for at once, where that is not a mebibyte. */
  readonly pieceLength?: number;
  /** What unpacks deflate here, where there is something quicker than the standard stream. */
  readonly inflate?: Inflate;
}

/**
 * The bytes that a raw deflate stream (RFC 1951) of `length` bytes unpacks to, piece by piece. Throws where the stream is
 * broken, ends too early or is followed by anything.
 */
export type Inflate = (stream: AsyncIterable<Uint8Array>, length: number) => AsyncGenerator<Uint8Array>;

export function bytesReader(bytes: Uint8Array): PackReader {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}
