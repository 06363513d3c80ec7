import { equalBytes } from '../bytes/encoding.ts';
import type { FindRoom } from '../bytes/paged-rows.ts';
import type { ByteStream } from './byte-stream.ts';
import { SpanTable } from './content-table.ts';
import type { EntryFile } from './entry-files.ts';

/** What stands at the place that an index line names. */
export type TakenBytes =
  /** Bytes of an earlier line; null where it is no entry of this file. */
  | { readonly line: number | null }
  /** Bytes that no line named before, how many stood before them that belong to no entry, and whether a line feed follows. */
  | { readonly bytes: Uint8Array; readonly unclaimed: number; readonly ended: boolean };

const skippedAtOnce = 1 << 20;

/** Reads one entries file from its beginning, entry by entry. */
export class EntryBytes {
  readonly file: EntryFile;
  private readonly stream: ByteStream;
  private readonly spans: SpanTable;
  /** Distinct entries so far: bytes that no line named before. */
  entries = 0;
  /** How far the file has been accounted for. */
  private covered = 0;

  constructor(file: EntryFile, stream: ByteStream, findRoom?: FindRoom) {
    this.file = file;
    this.stream = stream;
    this.spans = new SpanTable(findRoom);
  }

  /** Whether the file begins as its encoding and its heading have it. Before anything else is read. */
  async opens(): Promise<boolean> {
    const { opening } = this.file;
    this.covered = opening.length;
    return equalBytes(await this.stream.take(opening.length), opening);
  }

  /**
   * Entries stand one behind the other, each with a line feed; a record with the bytes of an earlier one points to them. Synchronous
   * while they are at hand.
   */
  take(offset: number, length: number, line: number): TakenBytes | Promise<TakenBytes> {
    if (offset < this.covered) return { line: this.spans.lineAt(offset, length) };
    this.spans.add(offset, length, line);
    this.entries++;
    const unclaimed = offset - this.covered;
    this.covered = offset + length + this.file.lineEnd.length;
    return unclaimed > 0 ? this.skip(unclaimed, length) : this.entry(length, 0);
  }

  /** A forger may leave out any number of bytes: they are not held all at once. */
  private async skip(unclaimed: number, length: number): Promise<TakenBytes> {
    let left = unclaimed;
    while (left > 0) {
      const skipped = await this.stream.take(Math.min(left, skippedAtOnce));
      if (skipped.length === 0) break;
      left -= skipped.length;
    }
    return this.entry(length, unclaimed);
  }

  private entry(length: number, unclaimed: number): TakenBytes | Promise<TakenBytes> {
    const whole = this.stream.take(length + this.file.lineEnd.length);
    return whole instanceof Promise
      ? whole.then((bytes) => this.parted(bytes, length, unclaimed))
      : this.parted(whole, length, unclaimed);
  }

  private parted(whole: Uint8Array, length: number, unclaimed: number): TakenBytes {
    const bytes = whole.subarray(0, length);
    return { bytes, unclaimed, ended: this.isEnded(whole, length) };
  }

  /** Whether nothing but the end of a line stands behind so many bytes. */
  private isEnded(whole: Uint8Array, length: number): boolean {
    const { lineEnd } = this.file;
    if (whole.length !== length + lineEnd.length) return false;
    for (let i = 0; i < lineEnd.length; i++) if (whole[length + i] !== lineEnd[i]) return false;
    return true;
  }

  /** Whether nothing follows. */
  done(): Promise<boolean> {
    return this.stream.done();
  }

  close(): Promise<void> {
    return this.stream.close();
  }
}
