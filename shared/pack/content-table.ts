import { digestLength } from '../proof/digest.ts';

/** What the index says of each line, packed: 48 bytes a line, so that a million stay small. */
export class ContentTable {
  private contents = new Uint8Array(digestLength * 1024);
  /** Of the lines that brought bytes of their own, in ascending order of offset. */
  private spans = new Float64Array(2 * 1024);
  private spanLines = new Uint32Array(1024);
  private lines = 0;
  private owned = 0;

  get size(): number {
    return this.lines;
  }

  /** The next line; `span` where its bytes stand in the pack for the first time. */
  add(content: Uint8Array, span: { readonly offset: number; readonly length: number } | null): void {
    if ((this.lines + 1) * digestLength > this.contents.length) this.contents = grown(this.contents);
    this.contents.set(content, this.lines * digestLength);
    if (span !== null) {
      if (this.owned === this.spanLines.length) {
        this.spans = grown(this.spans);
        this.spanLines = grown(this.spanLines);
      }
      this.spans[this.owned * 2] = span.offset;
      this.spans[this.owned * 2 + 1] = span.length;
      this.spanLines[this.owned++] = this.lines;
    }
    this.lines++;
  }

  /** The content hash of a line; null where there is none. */
  content(line: number): Uint8Array | null {
    if (line >= this.lines) return null;
    return this.contents.subarray(line * digestLength, (line + 1) * digestLength);
  }

  /** The content hash of bytes that stand in the pack already; null where no line brought exactly these. */
  contentAt(offset: number, length: number): Uint8Array | null {
    let low = 0;
    let high = this.owned;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.spans[middle * 2] as number) < offset) low = middle + 1;
      else high = middle;
    }
    if (low >= this.owned || this.spans[low * 2] !== offset || this.spans[low * 2 + 1] !== length)
      return null;
    return this.content(this.spanLines[low] as number);
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}
