import { readRow } from '../../../shared/table/read-row.ts';
import { recordLimit } from '../../case/record-limit.ts';
import { byte, byteOrderMark, faulty, type Located, type QuarantineReason } from './located.ts';

const none = Buffer.alloc(0);

export interface TableShape {
  /** The one character between two cells, as the file has it. */
  readonly delimiter: Buffer;
  /** Cells that the heading has. */
  readonly columns: number;
  /** A byte order mark, as the file has it; the one of UTF-8 where it is not given. */
  readonly mark?: Buffer;
}

/**
 * The rows of a table (RFC 4180) behind its heading, which is the first row; a line `sep=;` may stand before it, as some
 * spreadsheets write. A row's bytes are those between two line endings outside quotes: LF or CRLF, and CR alone where the
 * heading ends with it. Byte order marks that rows begin with, the heading, rows that repeat its bytes (as tables do that were
 * joined), empty lines and lines of spaces and tabs are separators. What cells a row has is not judged here, but for the last one: a file
 * that was cut off ends in a row of too few cells without a line ending.
 *
 * A row that does not end within `limit` bytes, or before the file does, has a quote that is not closed, or is too long: its
 * first line is located as a fault, and reading goes on with the line after: what follows may be the rest of the torn cell's text, so that
 * lines of fewer cells than the heading has are faults up to the next whole row. A line longer than `limit` is skipped without
 * being held. How the bytes come in blocks makes no difference.
 */
export function* splitTable(
  blocks: Iterable<Buffer>,
  shape: TableShape,
  limit = recordLimit,
  state = new TableState(),
): Generator<Located> {
  const rows = new TableRows(shape, limit, state);
  for (const block of blocks) yield* rows.read(block, true);
  state.endsOpen = rows.isUnderWay;
  yield* rows.read(none, false);
}

/** What rows are read by, beside what stands in them: a table can be read from the end of any row on by who knows it. */
export class TableState {
  /** Of the place that is begun at, in the source. */
  readonly offset: number;
  /** 1-based, of that place. */
  readonly line: number;
  /** The bytes of the heading; null until it was met. */
  heading: Buffer | null;
  /** Where it stands in the source. */
  headingAt = 0;
  /** The byte that rows end with. */
  lineEnd: number;
  /** Whether a quote was left open somewhere: then only behind a whole row is it known how what follows is read. */
  wasTorn = false;
  /** Whether a row has as many cells as the heading. */
  isWhole: (bytes: Buffer) => boolean = () => true;
  /** Whether the source ended before its last row did, which may go on in a file that has grown. */
  endsOpen = false;

  constructor(offset = 0, line = 1, heading: Buffer | null = null, lineEnd: number = byte.lineFeed) {
    this.offset = offset;
    this.line = line;
    this.heading = heading;
    this.lineEnd = lineEnd;
  }

  /** Line endings inside a row. */
  linesIn(bytes: Buffer): number {
    let lines = 0;
    for (let at = bytes.indexOf(this.lineEnd); at !== -1; at = bytes.indexOf(this.lineEnd, at + 1)) lines++;
    return lines;
  }
}

class TableRows {
  /** From the beginning of the row under way; `base` is its offset in the source. */
  private kept: Buffer = none;
  private base: number;
  private line: number;
  /** Where a line began whose end is looked for, because it is too long to be held. */
  private skippedFrom: number | null = null;
  /** Whether a quote was left open, and no whole row has come since. */
  private torn = false;
  /** How far the row under way was scanned, from its beginning, and whether a quote is open there. */
  private scanned = 0;
  private quoted = false;
  private readonly shape: TableShape;
  private readonly limit: number;
  private readonly state: TableState;
  private located: Located[] = [];

  constructor(shape: TableShape, limit: number, state: TableState) {
    this.shape = shape;
    this.limit = limit;
    this.state = state;
    this.base = state.offset;
    this.line = state.line;
    state.isWhole = (bytes) => this.cells(bytes) === shape.columns;
  }

  /** Whether a row has begun whose end has not come yet. */
  get isUnderWay(): boolean {
    return this.kept.length > 0 || this.skippedFrom !== null;
  }

  /** What is found up to the end of a block. `more`: whether another may follow. */
  read(block: Buffer, more: boolean): Located[] {
    const buffer: Buffer = Buffer.concat([this.kept, block]);
    let start = 0;
    let places = new Places(buffer);
    while (start < buffer.length) {
      if (this.skippedFrom !== null) {
        const end = buffer.indexOf(this.state.lineEnd, start);
        if (end === -1 && more) {
          start = buffer.length;
          break;
        }
        start = this.endSkipped(end === -1 ? buffer.length : end);
        continue;
      }
      const found = this.rowEnd(buffer, start, places, more);
      if (found === -1 && more && this.scanned <= this.limit) break;
      const end = found === -1 ? buffer.length : found;
      if (end - start > this.limit || (found === -1 && (more || this.quoted))) {
        start = this.firstLine(buffer, start, end);
        places = new Places(buffer);
      } else {
        this.row(buffer, start, end, found === -1);
        start = end + 1;
      }
      this.scanned = 0;
      this.quoted = false;
    }
    if (!more && this.skippedFrom !== null) this.endSkipped(buffer.length);
    start = Math.min(start, buffer.length);
    this.kept = buffer.subarray(start);
    this.base += start;
    const { located } = this;
    this.located = [];
    return located;
  }

  /** Where the last byte of the line ending stands that ends the row; -1 where that is not in the buffer. */
  private rowEnd(buffer: Buffer, start: number, places: Places, more: boolean): number {
    let at = start + this.scanned;
    for (;;) {
      if (this.quoted) {
        const close = buffer.indexOf(byte.quote, at);
        if (close === -1) {
          at = buffer.length;
          break;
        }
        if (close + 1 === buffer.length && more) {
          at = close;
          break;
        }
        this.quoted = buffer[close + 1] === byte.quote;
        at = close + (this.quoted ? 2 : 1);
        continue;
      }
      const end = places.lineEnd(at, this.state.heading === null ? null : this.state.lineEnd);
      const quote = places.quote(at);
      if (quote < end) {
        at = quote + 1;
        this.quoted = this.beginsCell(buffer, start, quote);
      } else if (end === Number.POSITIVE_INFINITY) {
        at = buffer.length;
        break;
      } else if (this.state.heading !== null || buffer[end] === byte.lineFeed) {
        return end;
      } else if (end + 1 === buffer.length && more) {
        at = end;
        break;
      } else {
        return buffer[end + 1] === byte.lineFeed ? end + 1 : end;
      }
    }
    this.scanned = at - start;
    return -1;
  }

  private beginsCell(buffer: Buffer, start: number, at: number): boolean {
    const { delimiter } = this.shape;
    if (at === start + this.markLength(buffer, start)) return true;
    const before = at - delimiter.length;
    if (before < start || buffer[at - 1] !== delimiter[delimiter.length - 1]) return false;
    return delimiter.length === 1 || buffer.subarray(before, at).equals(delimiter);
  }

  /** Of the byte order mark that the row begins with. */
  private markLength(buffer: Buffer, start: number): number {
    const { mark = byteOrderMark } = this.shape;
    if (buffer[start] !== mark[0]) return 0;
    return buffer.subarray(start, start + mark.length).equals(mark) ? mark.length : 0;
  }

  /** The row in `buffer[start .. end]`. `last`: whether the source ends with it, without a line ending. */
  private row(buffer: Buffer, start: number, end: number, last: boolean): void {
    const { line, state } = this;
    this.line += last ? 0 : 1;
    const from = start + this.markLength(buffer, start);
    let to = end;
    if (to > from && buffer[to - 1] === byte.carriageReturn) to--;
    const bytes = buffer.subarray(from, to);
    this.line += state.linesIn(bytes);
    if (isBlank(bytes, this.shape.delimiter)) return;
    if (state.heading === null) {
      if (isSeparatorHint(bytes)) return;
      state.heading = Buffer.from(bytes);
      state.headingAt = this.base + from;
      if (buffer[end] === byte.carriageReturn) state.lineEnd = byte.carriageReturn;
    } else if (!bytes.equals(state.heading)) {
      const offset = this.base + from;
      const fault = this.faultOf(bytes, last && to === end);
      this.located.push(
        fault === null
          ? { bytes, offset, length: bytes.length, line, fault }
          : faulty(offset, bytes.length, line, fault),
      );
    }
  }

  /** `atEnd`: whether the source ends with the row. */
  private faultOf(bytes: Buffer, atEnd: boolean): QuarantineReason | null {
    if (!this.torn && !atEnd) return null;
    const cells = this.cells(bytes);
    if (cells < this.shape.columns) return atEnd ? 'TRUNCATED' : 'CELLS_TOO_FEW';
    if (cells === this.shape.columns) this.torn = false;
    return null;
  }

  private cells(bytes: Buffer): number {
    const encoding = this.shape.delimiter.length === 1 ? 'latin1' : 'utf8';
    const cells = readRow(bytes.toString(encoding), this.shape.delimiter.toString(encoding));
    return typeof cells === 'string' ? Number.POSITIVE_INFINITY : cells.length;
  }

  /** Gives up the row that begins at `start` but for its first line. @returns where to go on */
  private firstLine(buffer: Buffer, start: number, rowEnd: number): number {
    const found = buffer.indexOf(this.state.lineEnd, start);
    const end = found === -1 || found > rowEnd ? rowEnd : found;
    if (end - start > this.limit) {
      this.skippedFrom = this.base + start;
      return start;
    }
    const from = start + this.markLength(buffer, start);
    const to = end > from && buffer[end - 1] === byte.carriageReturn ? end - 1 : end;
    this.torn = true;
    this.state.wasTorn = true;
    this.located.push(faulty(this.base + from, to - from, this.line, 'QUOTE_OPEN'));
    this.line++;
    return end + 1;
  }

  private endSkipped(end: number): number {
    const from = this.skippedFrom as number;
    this.located.push(faulty(from, this.base + end - from, this.line, 'TOO_LONG'));
    this.skippedFrom = null;
    this.line++;
    return end + 1;
  }
}

/** Where quotes and line endings stand in a buffer; to be asked with places that only grow. */
class Places {
  private readonly buffer: Buffer;
  private readonly next = new Map<number, number>();

  constructor(buffer: Buffer) {
    this.buffer = buffer;
  }

  quote(from: number): number {
    return this.of(byte.quote, from);
  }

  /** Of this line ending; null: of any. */
  lineEnd(from: number, lineEnd: number | null): number {
    if (lineEnd !== null) return this.of(lineEnd, from);
    return Math.min(this.of(byte.lineFeed, from), this.of(byte.carriageReturn, from));
  }

  private of(value: number, from: number): number {
    const known = this.next.get(value) ?? -1;
    if (known >= from) return known;
    const found = this.buffer.indexOf(value, from);
    const place = found === -1 ? Number.POSITIVE_INFINITY : found;
    this.next.set(value, place);
    return place;
  }
}

function isBlank(bytes: Buffer, delimiter: Buffer): boolean {
  for (const value of bytes) {
    if (value !== byte.space && (value !== byte.tab || delimiter[0] === byte.tab)) return false;
  }
  return true;
}

/** A first line that tells spreadsheets which delimiter follows. */
function isSeparatorHint(bytes: Buffer): boolean {
  return bytes.length <= 7 && bytes.toString('latin1', 0, 4).toLowerCase() === 'sep=';
}
