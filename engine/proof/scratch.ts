import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { caseFault } from '../case/faults.ts';

/** Bytes gathered before they are written, and read at once. */
const pieceLength = 1 << 18;

/** A stretch of a scratch file. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Room beyond memory: bytes are appended and read back. The file has no name by the time that anything stands in it, so
 * that nothing is left of it however the process ends; where no folder takes one, the bytes are held in memory.
 */
export class Scratch {
  private readonly folders: readonly string[];
  /** Where the bytes are, once there are any; null where they are held. */
  file: number | null = null;
  private folder = '';
  private held: Buffer[] | null = null;
  private written = 0;
  /** Made when first needed: a small source puts nothing aside. */
  private piece: Buffer = Buffer.alloc(0);
  private filled = 0;

  /** `folders`: where it may stand, the best first. */
  constructor(folders: readonly string[]) {
    this.folders = folders;
  }

  /** One whose bytes can be read in any order; null where no folder takes a file. */
  static inFile(folders: readonly string[]): Scratch | null {
    const scratch = new Scratch(folders);
    scratch.flush();
    return scratch.file === null ? null : scratch;
  }

  /** To read what another has flushed to its file, and leaves open meanwhile. */
  static reading(file: number): Scratch {
    const scratch = new Scratch([]);
    scratch.file = file;
    return scratch;
  }

  /** Where the next byte will stand. */
  get length(): number {
    return this.written + this.filled;
  }

  /** @throws AppError DISK_FULL */
  append(bytes: Uint8Array): void {
    if (this.piece.length === 0) this.piece = Buffer.allocUnsafeSlow(pieceLength);
    for (let at = 0; at < bytes.length; ) {
      const part = Math.min(bytes.length - at, pieceLength - this.filled);
      this.piece.set(bytes.subarray(at, at + part), this.filled);
      this.filled += part;
      at += part;
      if (this.filled === pieceLength) this.flush();
    }
  }

  flush(): void {
    const piece = this.piece.subarray(0, this.filled);
    if (this.file === null && this.held === null) this.open();
    if (this.held !== null) {
      if (piece.length > 0) this.held.push(Buffer.from(piece));
    } else {
      this.write(piece);
    }
    this.written += piece.length;
    this.filled = 0;
  }

  /** What was flushed of a stretch, in pieces that stay valid until the next. */
  *read({ from, to }: Stretch): Generator<Buffer> {
    if (this.held !== null) {
      let start = 0;
      for (const piece of this.held) {
        const end = start + piece.length;
        if (end > from && start < to)
          yield piece.subarray(Math.max(from - start, 0), Math.min(to, end) - start);
        start = end;
      }
      return;
    }
    const piece = Buffer.allocUnsafeSlow(Math.min(pieceLength, Math.max(to - from, 1)));
    for (let at = from; at < to; ) {
      const read = readSync(this.file as number, piece, 0, Math.min(piece.length, to - at), at);
      if (read === 0) throw endedEarly();
      yield piece.subarray(0, read);
      at += read;
    }
  }

  /** Fills `into` with what was appended from `at` on, which must be in a file. @throws AppError DISK_FULL */
  readInto(into: Uint8Array, at: number): void {
    if (this.filled > 0 && at + into.length > this.written) this.flush();
    for (let filled = 0; filled < into.length; ) {
      const read = readSync(this.file as number, into, filled, into.length - filled, at + filled);
      if (read === 0) throw endedEarly();
      filled += read;
    }
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
    this.held = null;
  }

  private open(): void {
    for (const folder of this.folders) {
      const path = join(folder, `.casebound-${process.pid}-${randomBytes(8).toString('hex')}`);
      try {
        this.file = openSync(path, 'wx+', 0o600);
        this.folder = folder;
        rmSync(path);
        return;
      } catch {
        // Not here: read-only media, or no rights. The next may do.
      }
    }
    this.held = [];
  }

  private write(piece: Buffer): void {
    try {
      for (let at = 0; at < piece.length; )
        at += writeSync(this.file as number, piece, at, piece.length - at, this.written + at);
    } catch (error) {
      throw caseFault(error, this.folder);
    }
  }
}

function endedEarly(): RangeError {
  return new RangeError('a scratch file is shorter than what was written to it');
}
