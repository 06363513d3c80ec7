import type { ColumnName } from '../../../shared/domain/columns.ts';
import { type StoredColumn, storedColumns } from '../../case/schema.ts';
import type { QuarantineReason } from '../split/located.ts';
import type { BatchPlace } from './batch-memory.ts';
import type { ColumnData, Spans } from './column-data.ts';
import { literal } from './column-data.ts';
import type { NewTerm } from './terms.ts';

/** Records in a batch: the work between two checks of the cancel flag, about 20 ms. */
export const batchLength = 4096;

/** The stored form of a column's value: null, a number, a code, or text. */
export type Stored = string | number | null;

export interface Quarantined {
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  readonly reason: QuarantineReason;
  /** Whether nothing in them is of an entry. Absent where something may be, or where they were not looked at. */
  readonly foreign?: true;
}

/** Readable records, column by column, on their way from the thread that reads to the one that stores or compares. */
export interface Batch {
  readonly count: number;
  /** Ordinal of the first record. */
  readonly first: number;
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
  readonly lines: Float64Array;
  /** The SHA-256 of each record's bytes, 32 bytes each. */
  readonly contents: Uint8Array;
  /** By normalized column; an absent column is empty in every record. */
  readonly columns: Readonly<Partial<Record<ColumnName, ColumnData>>>;
  /** The UTF-8 that the columns' spans point into. */
  readonly texts: Uint8Array;
  readonly newTerms: readonly NewTerm[];
  readonly quarantined: readonly Quarantined[];
  /** The running number of each record, if requested; NaN for a record without one. */
  readonly numbers?: Float64Array<ArrayBuffer>;
  /** Present if the batch is in reused memory, which its last user returns. */
  readonly place?: BatchPlace | null;
}

/** The values of one stored column, record by record. */
export type Values = (i: number) => Stored;

const none: Values = () => null;

/** The part of a column that a stored column holds: the value or, for a time, the nanoseconds or its own text. */
interface Part {
  readonly name: ColumnName;
  readonly part: 'value' | 'ns' | 'text';
}

const parts: Readonly<Record<StoredColumn, Part>> = Object.fromEntries(
  storedColumns.map((column): [StoredColumn, Part] => {
    const [, name, part] = /^(time|logged_at)_(ns|text)$/.exec(column) ?? [];
    return [column, { name: (name ?? column) as ColumnName, part: (part ?? 'value') as Part['part'] }];
  }),
) as Record<StoredColumn, Part>;

/** Whether a stored column may have a value in any record of the batch. */
export function hasValues(batch: Batch, column: StoredColumn): boolean {
  return valuesOf(batch, column) !== none;
}

/** A reader of the stored values of a column; create it once for each batch. */
export function valuesOf(batch: Batch, column: StoredColumn): Values {
  const { name, part } = parts[column];
  const data = batch.columns[name];
  if (data === undefined) return none;
  switch (data.kind) {
    case 'number':
      return (i) => orNull(data.values[i] as number);
    case 'text':
      return textsOf(batch, data.spans);
    case 'coded': {
      const { codes } = data;
      const text = textsOf(batch, data.spans);
      return (i) => {
        const code = codes[i] as number;
        return code >= 0 ? code : code === literal ? text(i) : null;
      };
    }
    case 'time':
      if (part === 'text') return textsOf(batch, data.spans);
      if (part === 'ns') return fineOf(data.ns);
      return (i) => orNull(data.ms[i] as number);
  }
}

/** The arrays with a stored column's values, if they are codes, texts or moments. */
export interface StoredData {
  readonly codes: Int32Array | null;
  readonly spans: Spans | null;
  readonly ms: Float64Array | null;
}

const noData: StoredData = { codes: null, spans: null, ms: null };

export function dataOf(batch: Batch, column: StoredColumn): StoredData {
  const { name, part } = parts[column];
  const data = batch.columns[name];
  if (data?.kind === 'coded') return { ...noData, codes: data.codes, spans: data.spans };
  if (data?.kind === 'text' || (data?.kind === 'time' && part === 'text'))
    return { ...noData, spans: data.spans };
  return data?.kind === 'time' && part === 'value' ? { ...noData, ms: data.ms } : noData;
}

function fineOf(ns: Int32Array | null): Values {
  return ns === null ? none : (i) => ((ns[i] as number) < 0 ? null : (ns[i] as number));
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function textsOf({ texts }: Batch, spans: Spans | null): Values {
  if (spans === null) return none;
  const { starts, ends, ascii } = spans;
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
  return (i) => {
    const start = starts[i] as number;
    if (start < 0) return null;
    return ascii ? bytes.toString('latin1', start, ends[i]) : bytes.toString('utf8', start, ends[i]);
  };
}

/** The parts of a batch that are moved to another thread instead of copied; the rest is in shared memory. */
export function movable({
  offsets,
  lengths,
  lines,
  contents,
  columns,
  texts,
  numbers,
}: Batch): ArrayBuffer[] {
  const arrays: ArrayBufferView[] = [offsets, lengths, lines, contents, texts];
  if (numbers !== undefined) arrays.push(numbers);
  for (const data of Object.values(columns)) {
    if (data.kind === 'number') arrays.push(data.values);
    else if (data.spans !== null) arrays.push(data.spans.starts, data.spans.ends);
    if (data.kind === 'coded') arrays.push(data.codes);
    if (data.kind === 'time') arrays.push(data.ms, ...(data.ns === null ? [] : [data.ns]));
  }
  return arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}
