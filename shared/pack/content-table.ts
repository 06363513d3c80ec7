import { digestLength } from '../proof/digest.ts';

/** The content hash of each index line, packed: 32 bytes a line, so that a million stay small. */
export class ContentTable {
  private contents = new Uint8Array(digestLength * 1024);
  private lines = 0;
  private readonly redacted = new Set<number>();

  get size(): number {
    return this.lines;
  }

  /** Of the next line; null where it stays back. */
  add(content: Uint8Array | null): void {
    if ((this.lines + 1) * digestLength > this.contents.length) this.contents = grown(this.contents);
    if (content === null) this.redacted.add(this.lines);
    else this.contents.set(content, this.lines * digestLength);
    this.lines++;
  }

  has(line: number): boolean {
    return line < this.lines;
  }

  isRedacted(line: number): boolean {
    return this.redacted.has(line);
  }

  /** The content hash of a line; null where there is none, or it stays back. */
  content(line: number): Uint8Array | null {
    if (line >= this.lines || this.redacted.has(line)) return null;
    return this.contents.subarray(line * digestLength, (line + 1) * digestLength);
  }
}

/** Which index line brought the bytes at a place of one file, in ascending order of offset: 20 bytes a line. */
export class SpanTable {
  private spans = new Float64Array(2 * 64);
  private lines = new Uint32Array(64);
  private count = 0;

  add(offset: number, length: number, line: number): void {
    if (this.count === this.lines.length) {
      this.spans = grown(this.spans);
      this.lines = grown(this.lines);
    }
    this.spans[this.count * 2] = offset;
    this.spans[this.count * 2 + 1] = length;
    this.lines[this.count++] = line;
  }

  /** The line that brought exactly these bytes; null where none did. */
  lineAt(offset: number, length: number): number | null {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.spans[middle * 2] as number) < offset) low = middle + 1;
      else high = middle;
    }
    if (low >= this.count || this.spans[low * 2] !== offset || this.spans[low * 2 + 1] !== length)
      return null;
    return this.lines[low] as number;
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}
