import { freshRoom, type Room } from './batch-memory.ts';

/**
 * Columns of a batch as typed arrays: they change threads without being copied, and leave nothing for the garbage
 * collector. Text stands in one buffer that the columns of a batch share, as UTF-8.
 */

/** Where each record's text stands in the batch's buffer; a start of -1 where there is none. */
export interface Spans {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Whether all of it is ASCII: such text is read out quicker. */
  ascii: boolean;
}

/**
 * By kind of column. In each, -1 (in `ms` and `values` NaN) says that a record has no value; an array that is null would
 * say so of all.
 */
export type ColumnData =
  | { readonly kind: 'text'; readonly spans: Spans }
  /** `spans`: of values whose code is `literal`. */
  | { readonly kind: 'coded'; readonly codes: Int32Array; spans: Spans | null }
  | { readonly kind: 'number'; readonly values: Float64Array }
  /** `spans`: of texts that are not what `ms` gives. */
  | { readonly kind: 'time'; readonly ms: Float64Array; ns: Int32Array | null; spans: Spans | null };
export type DataOf<K extends ColumnData['kind']> = Extract<ColumnData, { kind: K }>;

export const noCode = -1;
/** The code of a value that stands as text because its dictionary takes no more. */
export const literal = -2;

/** The text of a batch, appended to. */
export class TextStore {
  private readonly room: Room;
  private bytes = Buffer.alloc(0);
  private length = 0;
  /** Bytes of the next texts, as far as can be said. */
  private expected = 1 << 13;

  constructor(room: Room = freshRoom) {
    this.room = room;
  }

  /** Text of record `i`: `source[start .. end]`, UTF-8; `ascii` where it is nothing but ASCII. */
  append(spans: Spans, i: number, source: Uint8Array, start: number, end: number, ascii: boolean): void {
    this.reserve(end - start);
    spans.starts[i] = this.length;
    // Values are short: a loop beats a call into native code.
    if (end - start < 96) {
      const { bytes } = this;
      for (let from = start, to = this.length; from < end; ) bytes[to++] = source[from++] as number;
    } else {
      this.bytes.set(source.subarray(start, end), this.length);
    }
    this.length += end - start;
    spans.ends[i] = this.length;
    spans.ascii &&= ascii;
  }

  /** Lone surrogates, which UTF-8 does not have, become U+FFFD; the record's own bytes keep the escape that made one. */
  appendText(spans: Spans, i: number, text: string): void {
    // A UTF-16 code unit needs at most three bytes of UTF-8.
    this.reserve(text.length * 3);
    const written = this.bytes.write(text, this.length, 'utf8');
    spans.starts[i] = this.length;
    this.length += written;
    spans.ends[i] = this.length;
    spans.ascii &&= written === text.length;
  }

  /** What was appended; the store begins anew. */
  take(): Uint8Array {
    const { bytes, length } = this;
    // Made when the next text comes, as long as these were: a source may be small, and have no other.
    this.bytes = Buffer.alloc(0);
    this.expected = length + (length >> 2);
    this.length = 0;
    return bytes.subarray(0, length);
  }

  private reserve(length: number): void {
    const needed = this.length + length;
    if (needed <= this.bytes.length) return;
    const { buffer, byteOffset, byteLength } = this.room.bytes(
      Math.max(needed, this.bytes.length * 2, this.expected),
    );
    const larger = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

export function noSpans(length: number, room: Room = freshRoom): Spans {
  return { starts: room.int32(length).fill(-1), ends: room.int32(length).fill(0), ascii: true };
}
