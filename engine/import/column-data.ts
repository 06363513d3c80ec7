/**
 * Columns of a batch as typed arrays: they change threads without being copied, and leave nothing for the garbage
 * collector. Text stands in one buffer that the columns of a batch share, as UTF-8.
 */

/** Where each record's text stands in the batch's buffer; a start of -1 where there is none. */
export interface Spans {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** By kind of column. In each, -1 (in `ms` and `values` NaN) says that a record has no value. */
export type ColumnData =
  | { readonly kind: 'text'; readonly spans: Spans }
  /** `literal`: the code of a value that stands as text because its dictionary takes no more. */
  | { readonly kind: 'coded'; readonly codes: Int32Array; readonly spans: Spans }
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'time'; readonly ms: Float64Array; readonly ns: Int32Array; readonly spans: Spans };

export const noCode = -1;
export const literal = -2;

/** The text of a batch, appended to. */
export class TextStore {
  private bytes = Buffer.allocUnsafeSlow(1 << 18);
  length = 0;
  /** Whether every byte so far is ASCII: such text is read out quicker. */
  ascii = true;

  append(source: Uint8Array, start: number, end: number, ascii: boolean): void {
    this.reserve(end - start);
    // Values are short: a loop beats a call into native code.
    if (end - start < 24) {
      const { bytes } = this;
      for (let from = start, to = this.length; from < end; ) bytes[to++] = source[from++] as number;
    } else {
      this.bytes.set(source.subarray(start, end), this.length);
    }
    this.length += end - start;
    this.ascii &&= ascii;
  }

  /** Lone surrogates, which UTF-8 does not have, become U+FFFD; the record's own bytes keep the escape that made one. */
  appendText(text: string): void {
    // A UTF-16 code unit needs at most three bytes of UTF-8.
    this.reserve(text.length * 3);
    const written = this.bytes.write(text, this.length, 'utf8');
    this.ascii &&= written === text.length;
    this.length += written;
  }

  /** What was appended; the store begins anew. */
  take(): { readonly texts: Uint8Array<ArrayBuffer>; readonly ascii: boolean } {
    const { bytes, length, ascii } = this;
    this.bytes = Buffer.allocUnsafeSlow(Math.max(1 << 18, length + (length >> 2)));
    this.length = 0;
    this.ascii = true;
    return { texts: bytes.subarray(0, length) as Uint8Array<ArrayBuffer>, ascii };
  }

  private reserve(length: number): void {
    const needed = this.length + length;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

export function noSpans(length: number): Spans {
  return { starts: new Int32Array(length).fill(-1), ends: new Int32Array(length) };
}
