import { fstatSync, readSync } from 'node:fs';
import { unreadable } from '../files/path-faults.ts';

/** A file's bytes, any range in any order: from the disk while it is imported, from the case file afterwards. */
export interface ByteReader {
  /** In bytes. */
  readonly size: number;
  /** The bytes `offset .. offset + length`, as far as the file goes. */
  read(offset: number, length: number): Buffer;
}

/** Reads an open file; its size is the one that it has now. */
export class FileReader implements ByteReader {
  readonly size: number;
  private readonly file: number;
  private readonly path: string;

  constructor(file: number, path: string) {
    this.file = file;
    this.path = path;
    this.size = fstatSync(file).size;
  }

  /** @throws AppError FILE_UNREADABLE */
  read(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - offset)));
    let filled = 0;
    try {
      while (filled < bytes.length) {
        const read = readSync(this.file, bytes, filled, bytes.length - filled, offset + filled);
        if (read === 0) break;
        filled += read;
      }
    } catch (error) {
      throw unreadable(this.path, error);
    }
    return bytes.subarray(0, filled);
  }
}

/** Tells `see` how many bytes each read gave. */
export class MeteredReader implements ByteReader {
  private readonly reader: ByteReader;
  private readonly see: (bytes: number) => void;

  constructor(reader: ByteReader, see: (bytes: number) => void) {
    this.reader = reader;
    this.see = see;
  }

  get size(): number {
    return this.reader.size;
  }

  read(offset: number, length: number): Buffer {
    const bytes = this.reader.read(offset, length);
    this.see(bytes.length);
    return bytes;
  }
}

/** Bytes handed to a decompressor at once. */
const pieceLength = 1 << 16;

/** A range of a file, piece by piece. */
export function* pieces(reader: ByteReader, from = 0, length = reader.size - from): Generator<Buffer> {
  for (let at = from; at < from + length; ) {
    const piece = reader.read(at, Math.min(pieceLength, from + length - at));
    if (piece.length === 0) return;
    yield piece;
    at += piece.length;
  }
}
