import { type FindRoom, noRoom, PagedRows } from '../bytes/paged-rows.ts';
import { digestLength } from '../proof/digest.ts';

/** The content hash of each index line, packed: 33 bytes a line. Views of them stay valid until another line is asked for or added. */
export class ContentTable {
  /** Each row is a content hash and one more byte: 1 if the record is withheld or masked, and its hash is not given. */
  private readonly rows: PagedRows;

  constructor(findRoom: FindRoom = noRoom) {
    this.rows = new PagedRows(digestLength + 1, findRoom);
  }

  get size(): number {
    return this.rows.size;
  }

  /** The content hash of the next line; null if it is not given. */
  add(content: Uint8Array | null): void {
    const at = this.rows.add();
    const { bytes } = this.rows.page;
    bytes[at + digestLength] = content === null ? 1 : 0;
    if (content !== null) bytes.set(content, at);
  }

  has(line: number): boolean {
    return line < this.size;
  }

  isRedacted(line: number): boolean {
    if (!this.has(line)) return false;
    const at = this.rows.at(line);
    return this.rows.page.bytes[at + digestLength] === 1;
  }

  /** The content hash of a line; null if there is no such line, or its hash is not given. */
  content(line: number): Uint8Array | null {
    if (!this.has(line)) return null;
    const at = this.rows.at(line);
    const { bytes } = this.rows.page;
    return bytes[at + digestLength] === 1 ? null : bytes.subarray(at, at + digestLength);
  }
}

/** A row: offset and length of 8 bytes each, and a line number of 4. */
const spanLength = 20;
/** The first offset of every so many rows is kept in memory, so that a search reads the rows of one stretch alone. */
const stretch = 1 << 8;

/** Which index line the bytes at a place in one file are of. Rows are added in ascending order of offset. */
export class SpanTable {
  private readonly rows: PagedRows;
  /** The first offset of each stretch. */
  private readonly firsts: number[] = [];

  constructor(findRoom: FindRoom = noRoom) {
    this.rows = new PagedRows(spanLength, findRoom);
  }

  add(offset: number, length: number, line: number): void {
    if (this.rows.size % stretch === 0) this.firsts.push(offset);
    const at = this.rows.add();
    const { view } = this.rows.page;
    view.setFloat64(at, offset);
    view.setFloat64(at + 8, length);
    view.setUint32(at + 16, line);
  }

  /** The line that names exactly these bytes; null if none does. */
  lineAt(offset: number, length: number): number | null {
    const behind = firstThat(0, this.firsts.length, (n) => (this.firsts[n] as number) > offset);
    const from = Math.max(0, behind - 1) * stretch;
    const end = Math.min(from + stretch, this.rows.size);
    const found = firstThat(from, end, (n) => this.offsetOf(n) >= offset);
    if (found === end || this.offsetOf(found) !== offset) return null;
    const at = this.rows.at(found);
    const { view } = this.rows.page;
    return view.getFloat64(at + 8) === length ? view.getUint32(at + 16) : null;
  }

  private offsetOf(n: number): number {
    const at = this.rows.at(n);
    return this.rows.page.view.getFloat64(at);
  }
}

/** The first number in `low .. high` for which `holds` is true, given that it is true for every later one; else `high`. */
function firstThat(low: number, high: number, holds: (n: number) => boolean): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
