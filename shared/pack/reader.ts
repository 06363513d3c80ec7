/** Random access to a file that may be hostile and may be larger than memory. */
export interface PackReader {
  /** In bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset` on, in memory that the reader does not use again. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export function bytesReader(bytes: Uint8Array): PackReader {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}
