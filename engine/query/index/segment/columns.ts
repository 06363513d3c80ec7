import type { Batch } from '../../../import/batch/batch.ts';
import {
  type DataOf,
  literal,
  noCode as noCodeOfBatch,
  type Spans,
} from '../../../import/batch/column-data.ts';
import { ValueTable } from '../value-table.ts';
import { firstLiteral, narrowed, notUnderstood, type SegmentPart, segmentEntries } from './arrays.ts';
import { PackedText } from './packed-text.ts';

/** Which records of a batch become entries: those from `from` to `to` of the list, or of all where there is none. */
export interface Chosen {
  readonly list: Uint32Array | null;
  readonly from: number;
  readonly to: number;
}

/** One column of the segment that is being made. */
export interface GrowingColumn {
  /** Takes the chosen records' values; `at` entries of the segment are there already. */
  append(batch: Batch, chosen: Chosen, at: number): void;
  /** The arrays of the first `entries` entries. */
  take(entries: number): Partial<Record<SegmentPart, ArrayBufferView>>;
  /** Bytes of text so far. */
  readonly textLength: number;
  /** Begins anew, in the memory of what was taken. */
  clear(): void;
}

/** The record that is the n-th of the batch to become an entry. */
function recordAt(list: Uint32Array | null, n: number): number {
  return list === null ? n : (list[n] as number);
}

export class CodedColumnPart implements GrowingColumn {
  private codes: Uint32Array | null = null;
  private spare: Uint32Array | null = null;
  private largest = 0;
  private literals: ValueTable | null = null;
  textLength = 0;
  private readonly data: (batch: Batch) => DataOf<'coded'> | undefined;

  constructor(data: (batch: Batch) => DataOf<'coded'> | undefined) {
    this.data = data;
  }

  append(batch: Batch, { list, from, to }: Chosen, at: number): void {
    const data = this.data(batch);
    if (data === undefined) return;
    const { codes, spans } = data;
    const own = this.room();
    let { largest } = this;
    for (let n = from; n < to; n++) {
      const record = recordAt(list, n);
      const code = codes[record] as number;
      if (code === noCodeOfBatch || (code === literal && spans === null)) continue;
      const stored = code >= 0 ? code + 1 : this.literalCode(batch, spans as Spans, record);
      own[at + n - from] = stored;
      if (stored > largest) largest = stored;
    }
    this.largest = largest;
  }

  /** All the chosen entries have one code. */
  fill(code: number, at: number, entries: number): void {
    this.room().fill(code + 1, at, at + entries);
    if (code + 1 > this.largest) this.largest = code + 1;
  }

  private room(): Uint32Array {
    this.codes ??= this.spare?.fill(0) ?? new Uint32Array(segmentEntries);
    this.spare = this.codes;
    return this.codes;
  }

  clear(): void {
    this.codes = null;
    this.largest = 0;
    this.literals = null;
    this.textLength = 0;
  }

  private literalCode({ texts }: Batch, { starts, ends }: Spans, record: number): number {
    this.literals ??= new ValueTable();
    const { length } = this.literals;
    const [start, end] = [starts[record] as number, ends[record] as number];
    const slot = this.literals.add(texts, start, end);
    if (slot === length) this.textLength += end - start;
    return firstLiteral + slot - 1;
  }

  take(entries: number): Partial<Record<SegmentPart, ArrayBufferView>> {
    if (this.codes === null) return {};
    const codes = narrowed(this.codes.subarray(0, entries), this.largest);
    return this.literals === null ? { codes } : { codes, values: this.literals.packed() };
  }
}

export class NumberColumnPart implements GrowingColumn {
  private numbers: Float64Array | null = null;
  private spare: Float64Array | null = null;
  readonly textLength = 0;
  private readonly data: (batch: Batch) => DataOf<'number'> | undefined;

  constructor(data: (batch: Batch) => DataOf<'number'> | undefined) {
    this.data = data;
  }

  append(batch: Batch, { list, from, to }: Chosen, at: number): void {
    const values = this.data(batch)?.values;
    if (values === undefined) return;
    this.spare ??= new Float64Array(segmentEntries);
    this.numbers ??= this.spare.fill(Number.NaN);
    const { numbers } = this;
    for (let n = from; n < to; n++) numbers[at + n - from] = values[recordAt(list, n)] as number;
  }

  clear(): void {
    this.numbers = null;
  }

  take(entries: number): Partial<Record<SegmentPart, ArrayBufferView>> {
    return this.numbers === null ? {} : { numbers: this.numbers.subarray(0, entries) };
  }
}

export class TimeColumnPart implements GrowingColumn {
  private ms: Float64Array | null = null;
  private ns: Uint32Array | null = null;
  private spare: Float64Array | null = null;
  readonly textLength = 0;
  private readonly data: (batch: Batch) => DataOf<'time'> | undefined;

  constructor(data: (batch: Batch) => DataOf<'time'> | undefined) {
    this.data = data;
  }

  append(batch: Batch, { list, from, to }: Chosen, at: number): void {
    const data = this.data(batch);
    if (data === undefined) return;
    const { ms, ns, spans } = data;
    this.spare ??= new Float64Array(segmentEntries);
    this.ms ??= this.spare.fill(Number.NaN);
    const moments = this.ms;
    for (let n = from; n < to; n++) {
      const record = recordAt(list, n);
      const moment = ms[record] as number;
      const unknown = Number.isNaN(moment) && spans !== null && (spans.starts[record] as number) >= 0;
      moments[at + n - from] = unknown ? notUnderstood : moment;
      const finer = ns === null ? -1 : (ns[record] as number);
      if (finer <= 0) continue;
      this.ns ??= new Uint32Array(segmentEntries);
      this.ns[at + n - from] = finer;
    }
  }

  clear(): void {
    this.ms = null;
    this.ns = null;
  }

  take(entries: number): Partial<Record<SegmentPart, ArrayBufferView>> {
    if (this.ms === null) return {};
    const ms = this.ms.subarray(0, entries);
    return this.ns === null ? { ms } : { ms, ns: this.ns.subarray(0, entries) };
  }
}

export class TextColumnPart implements GrowingColumn {
  private readonly text = new PackedText();
  private readonly data: (batch: Batch) => DataOf<'text'> | undefined;
  /** Entries taken, with a text or without. */
  private entries = 0;

  constructor(data: (batch: Batch) => DataOf<'text'> | undefined) {
    this.data = data;
  }

  get textLength(): number {
    return this.text.length;
  }

  append(batch: Batch, { list, from, to }: Chosen, at: number): void {
    const spans = this.data(batch)?.spans;
    if (spans === undefined) return;
    this.text.appendNone(at - this.entries);
    const { starts, ends } = spans;
    for (let n = from; n < to; n++) {
      const record = recordAt(list, n);
      const start = starts[record] as number;
      if (start < 0) this.text.appendNone(1);
      else this.text.append(batch.texts, start, ends[record] as number);
    }
    this.entries = at + to - from;
  }

  clear(): void {
    this.entries = 0;
    this.text.clear();
  }

  take(entries: number): Partial<Record<SegmentPart, ArrayBufferView>> {
    if (this.entries === 0) return {};
    this.text.appendNone(entries - this.entries);
    return { text: this.text.packed };
  }
}
