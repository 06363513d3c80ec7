import { digestLength } from '../proof/digest.ts';

/** Lines of a page: tables grow by pages, since one that is copied to a larger one is there twice meanwhile. */
const pageLines = 1 << 15;

/** The content hash of each index line, packed: 32 bytes a line, so that a million stay small. */
export class ContentTable {
  private readonly pages: Uint8Array[] = [];
  private lines = 0;
  /** A byte a line: 1 where the content stays back. */
  private readonly redacted: Uint8Array[] = [];

  get size(): number {
    return this.lines;
  }

  /** Of the next line; null where it stays back. */
  add(content: Uint8Array | null): void {
    const at = this.lines % pageLines;
    if (at === 0) {
      this.pages.push(new Uint8Array(pageLines * digestLength));
      this.redacted.push(new Uint8Array(pageLines));
    }
    if (content === null) (this.redacted.at(-1) as Uint8Array)[at] = 1;
    else this.pages.at(-1)?.set(content, at * digestLength);
    this.lines++;
  }

  has(line: number): boolean {
    return line < this.lines;
  }

  isRedacted(line: number): boolean {
    return this.redacted[Math.floor(line / pageLines)]?.[line % pageLines] === 1;
  }

  /** The content hash of a line; null where there is none, or it stays back. */
  content(line: number): Uint8Array | null {
    if (line >= this.lines || this.isRedacted(line)) return null;
    const at = (line % pageLines) * digestLength;
    return this.pages[Math.floor(line / pageLines)]?.subarray(at, at + digestLength) ?? null;
  }
}

interface SpanPage {
  /** Offset and length of each. */
  readonly spans: Float64Array;
  readonly lines: Uint32Array;
}

/** Which index line brought the bytes at a place of one file, in ascending order of offset: 20 bytes a line. */
export class SpanTable {
  private readonly pages: SpanPage[] = [];
  private count = 0;

  add(offset: number, length: number, line: number): void {
    const at = this.count++ % pageLines;
    if (at === 0)
      this.pages.push({ spans: new Float64Array(2 * pageLines), lines: new Uint32Array(pageLines) });
    const { spans, lines } = this.pages.at(-1) as SpanPage;
    spans[at * 2] = offset;
    spans[at * 2 + 1] = length;
    lines[at] = line;
  }

  /** The line that brought exactly these bytes; null where none did. */
  lineAt(offset: number, length: number): number | null {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.span(middle).offset < offset) low = middle + 1;
      else high = middle;
    }
    if (low >= this.count) return null;
    const found = this.span(low);
    return found.offset === offset && found.length === length ? found.line : null;
  }

  private span(n: number): { readonly offset: number; readonly length: number; readonly line: number } {
    const { spans, lines } = this.pages[Math.floor(n / pageLines)] as SpanPage;
    const at = n % pageLines;
    return {
      offset: spans[at * 2] as number,
      length: spans[at * 2 + 1] as number,
      line: lines[at] as number,
    };
  }
}
