import { digestLength } from '../../../shared/proof/digest.ts';
import { recordLimit } from '../../case/record-limit.ts';
import { type StoredColumn, storedColumns, termLimit } from '../../case/schema.ts';
import { type Batch, dataOf, hasValues } from '../batch/batch.ts';
import { literal, noCode, type Spans } from '../batch/column-data.ts';
import { type BoundValues, boundValues } from './bound-values.ts';
import { extentOfRuns, extentOfTexts, rowsAtOnce } from './run-extents.ts';

/**
 * Bits that what is packed may take: the bytes of all texts of a run, one text and 1, a code and 1, moments in milliseconds, and
 * places. Of each as few as the batch needs, but few kinds, so that batches have few forms.
 */
const bits = {
  start: [12, 14, 16, 20],
  text: [6, 8, 10, 16],
  code: [3, 5, 9, 12, 17],
  moment: [16, 20, 24, 32],
  line: [6, 28],
  length: [10, 12, 25],
  offset: [15, 17, 20, 30],
} as const satisfies Readonly<Record<string, readonly number[]>>;
type Packed = keyof typeof bits;

/** Of whole numbers, a double has so many exactly. */
const numberBits = 53;

if (widest('code') < Math.log2(termLimit + 1) || widest('length') <= Math.log2(recordLimit))
  throw new RangeError('too few bits');

function widest(what: Packed): number {
  return bits[what].at(-1) as number;
}

/** Bits for whole numbers from 0 to `most`; null where they do not fit. */
function bitsFor(what: Packed, most: number): number | null {
  return bits[what].find((width) => most < 2 ** width) ?? null;
}

/** The same of what is not bound in another way: a run with more is left to be written row by row. */
function bitsOf(what: Packed, most: number): number {
  return bitsFor(what, most) ?? widest(what);
}

/** What of a column is bound: a code, a moment, the place of a text, or each value by itself. `width`: in bits. */
export type Way = { readonly column: StoredColumn } & (
  | {
      readonly kind: 'code';
      readonly codes: Int32Array;
      readonly optional: boolean;
      readonly width: number;
    }
  | {
      readonly kind: 'moment';
      readonly ms: Float64Array;
      readonly optional: boolean;
      readonly width: number;
    }
  | { readonly kind: 'text'; readonly spans: Spans; readonly optional: boolean; readonly width: number }
  | { readonly kind: 'plain'; readonly values: BoundValues }
);

/** How the records of a batch are bound: each column that holds something, and the places. Widths in bits. */
export interface Ways {
  readonly columns: readonly Way[];
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  /** Of where texts stand. */
  readonly start: number;
}

/** Part of a bound number: its place among those of a row, and its lowest bit as a factor. */
export interface Field {
  readonly number: number;
  readonly factor: number;
  /** In bits. */
  readonly width: number;
  /** What gives the field back. */
  readonly sql: string;
}

/** How the rows of some batches are bound, and how SQL takes them apart again. */
export interface PackedForm {
  /** What is bound as rows; `row` is the number of each. */
  readonly rows: string;
  readonly row: string;
  /** Every column of `entry_row` that holds something but the id, and its value. */
  readonly values: readonly { readonly column: string; readonly sql: string }[];
  readonly line: Field;
  readonly offset: Field;
  readonly length: Field;
  /** By column that is not always bound: of a code or a moment its own, of a text its start and its length. */
  readonly fields: readonly (readonly Field[])[];
  /** Numbers of each row; values that are bound by themselves follow them. */
  readonly numbers: number;
}

/** How the batch is bound. */
export function waysOf(batch: Batch): Ways {
  const { count, lines, offsets, lengths } = batch;
  const columns = storedColumns
    .filter((column) => hasValues(batch, column))
    .map((column) => wayOf(batch, column));
  const spans = columns.flatMap((way) => (way.kind === 'text' ? [way.spans] : []));
  let longest = 0;
  for (let i = 0; i < count; i++) longest = Math.max(longest, lengths[i] as number);
  return {
    columns,
    line: bitsOf('line', extentOfRuns(lines, count)),
    offset: bitsOf('offset', extentOfRuns(offsets, count)),
    length: bitsOf('length', longest),
    start: bitsOf('start', extentOfTexts(spans, count)),
  };
}

/** The form of batches whose columns are bound in these ways; those of one name have the same. */
export function packedForm(ways: Ways): PackedForm {
  const layout = new Layout();
  const line = layout.field(ways.line);
  const length = layout.field(ways.length);
  const offset = layout.field(ways.offset);
  const fields = ways.columns.map((way) => {
    if (way.kind === 'plain') return [];
    return way.kind === 'text'
      ? [layout.field(ways.start), layout.field(way.width)]
      : [layout.field(way.width)];
  });
  let next = layout.numbers;
  const columns = ways.columns.map((way, w) => ({
    column: way.column,
    sql: valueSql(way, fields[w] ?? [], () => `column${++next}`),
  }));
  const row = `column${next + 1}`;
  const marks = '?, '.repeat(next);
  return {
    rows: `(VALUES ${Array.from({ length: rowsAtOnce }, (_, n) => `(${marks}${n})`).join(', ')})`,
    row,
    values: [
      { column: 'source', sql: '@source' },
      { column: 'ordinal', sql: `@ordinal + ${row}` },
      { column: 'line', sql: `@line + ${line.sql}` },
      { column: 'offset', sql: `@offset + ${offset.sql}` },
      { column: 'length', sql: length.sql },
      { column: 'content', sql: `substr(@contents, 1 + ${digestLength} * ${row}, ${digestLength})` },
      ...columns,
    ],
    line,
    offset,
    length,
    fields,
    numbers: layout.numbers,
  };
}

/** What forms differ by. */
export function formName({ columns, line, offset, length, start }: Ways): string {
  const names = columns.map((way) =>
    way.kind === 'plain'
      ? `${way.column} plain`
      : `${way.column} ${way.kind}${way.optional ? '?' : ''} ${way.width}`,
  );
  return [line, offset, length, start, ...names].join();
}

/** Finds room for fields in as few numbers as may be. */
class Layout {
  /** By number: the bits that are taken. */
  private readonly taken: number[] = [];

  get numbers(): number {
    return this.taken.length;
  }

  field(width: number): Field {
    let number = this.taken.findIndex((taken) => taken + width <= numberBits);
    if (number === -1) number = this.taken.push(0) - 1;
    const shift = this.taken[number] as number;
    this.taken[number] = shift + width;
    return {
      number,
      factor: 2 ** shift,
      width,
      sql: `((column${number + 1} >> ${shift}) & ${2 ** width - 1})`,
    };
  }
}

function valueSql(way: Way, [first, second]: readonly Field[], nextPlain: () => string): string {
  if (way.kind === 'plain') return nextPlain();
  if (way.kind === 'moment') {
    const base = `@${way.column}`;
    return way.optional ? `${base} + nullif(${first?.sql}, 0) - 1` : `${base} + ${first?.sql}`;
  }
  if (way.kind === 'code') return way.optional ? `nullif(${first?.sql}, 0) - 1` : (first?.sql ?? '');
  const text = (length: string) => `CAST(substr(@texts, 1 + ${first?.sql}, ${length}) AS TEXT)`;
  return way.optional
    ? `CASE WHEN ${second?.sql} THEN ${text(`${second?.sql} - 1`)} END`
    : text(second?.sql ?? '');
}

function wayOf(batch: Batch, column: StoredColumn): Way {
  const { codes, spans, ms } = dataOf(batch, column);
  const plain = (): Way => ({ column, kind: 'plain', values: boundValues(batch, column) });
  if (ms !== null) return momentWay(column, ms, batch.count) ?? plain();
  if (codes !== null) {
    let least = 0;
    let most = noCode;
    for (let i = 0; i < batch.count; i++) {
      const code = codes[i] as number;
      if (code < least) least = code;
      if (code > most) most = code;
    }
    if (least !== literal) {
      const optional = least === noCode;
      const width = bitsFor('code', optional ? most + 1 : most);
      return width === null ? plain() : { column, kind: 'code', codes, optional, width };
    }
    // Codes and texts among each other.
    if (most !== noCode) return plain();
  }
  return (spans && textWay(column, spans, batch.count)) ?? plain();
}

/** Null where a text is too long to be packed. */
function textWay(column: StoredColumn, spans: Spans, count: number): Way | null {
  const { starts, ends } = spans;
  let optional = false;
  let longest = 0;
  for (let i = 0; i < count; i++) {
    const start = starts[i] as number;
    if (start < 0) optional = true;
    else if ((ends[i] as number) - start > longest) longest = (ends[i] as number) - start;
  }
  const width = bitsFor('text', longest + 1);
  return width === null ? null : { column, kind: 'text', spans, optional, width };
}

/** Null where moments are too far from each other, or no whole milliseconds. */
function momentWay(column: StoredColumn, ms: Float64Array, count: number): Way | null {
  const width = bitsFor('moment', extentOfRuns(ms, count) + 1);
  if (width === null) return null;
  let optional = false;
  for (let i = 0; i < count && !optional; i++) optional = Number.isNaN(ms[i] as number);
  return { column, kind: 'moment', ms, optional, width };
}
