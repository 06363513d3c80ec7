/** How a source's file was compressed; told by its first bytes, never by its name. */
export type Compression = 'gzip' | 'zstd';

/** Where a member's data stand in a zip, and what its directory says of them. */
export interface Member {
  /** A label that somebody wrote, never a path to use. */
  readonly name: string;
  /** Of its local header: what tells members of one name apart. */
  readonly at: number;
  readonly dataStart: number;
  /** Bytes in the zip. */
  readonly packed: number;
  /** Bytes of the file. */
  readonly size: number;
  readonly crc32: number;
  readonly deflated: boolean;
}

/** How the stream of records stands in the bytes at hand: in a member of a zip, compressed, both, or neither. */
export interface Packing {
  readonly member: Member | null;
  readonly compression: Compression | null;
}

/** Whether the bytes at hand are those of the stream. */
export function isPlain({ member, compression }: Packing): boolean {
  return member === null && compression === null;
}

/** RFC 1952 section 2.3.1; RFC 8878 sections 3.1.1 and 3.1.2 (a skippable frame may come first). */
export function compressionOf(head: Uint8Array): Compression | null {
  const [a, b, c, d] = head;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  if (a !== undefined && (a & 0xf0) === 0x50 && b === 0x2a && c === 0x4d && d === 0x18) return 'zstd';
  return null;
}

/** APPNOTE 4.3.7; 4.3.16 for a zip without members. */
export function isZip(head: Uint8Array): boolean {
  const [a, b, c, d] = head;
  return a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6));
}
