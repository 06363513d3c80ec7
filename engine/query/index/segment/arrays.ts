import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Codes of a segment, by docs/formats/case-file.md: 0 no value, then the dictionary's codes and 1, then values of the segment's own. */
export const noCode = 0;
export const firstLiteral = 65_537;

/** What an array of a segment holds. */
export const parts = ['codes', 'values', 'numbers', 'ms', 'ns', 'text'] as const;
export type SegmentPart = (typeof parts)[number];

/** A time that is stated and not understood, in `ms`. */
export const notUnderstood = Number.POSITIVE_INFINITY;

/** Entries of a segment, at most, and bytes of text above which it takes no more. */
export const segmentEntries = 1 << 16;
export const segmentText = 32 * 1024 * 1024;
/** Bytes that an array of a segment unpacks to, at most: the text, and one record that may be added to it. */
const largestArray = segmentText + 64 * 1024 * 1024;

export function packed(array: ArrayBufferView): Buffer {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

/** In memory of its own, so that it can be read as numbers of any size. Throws where it is no such array. */
export function unpacked(data: Buffer): Buffer<ArrayBuffer> {
  const bytes = zstdDecompressSync(data, { maxOutputLength: largestArray });
  if (bytes.byteOffset % 8 === 0) return bytes as Buffer<ArrayBuffer>;
  const aligned = Buffer.from(new ArrayBuffer(bytes.length));
  bytes.copy(aligned);
  return aligned;
}

/** Numbers in as few bytes each as the largest needs. */
export function narrowed(codes: Uint32Array, largest: number): Uint8Array | Uint16Array | Uint32Array {
  if (largest <= 0xff) return Uint8Array.from(codes);
  return largest <= 0xffff ? Uint16Array.from(codes) : codes;
}
