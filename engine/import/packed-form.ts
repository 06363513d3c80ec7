import { digestLength } from '../../shared/proof/digest.ts';
import { type StoredColumn, storedColumns, termLimit } from '../case/schema.ts';
import { type Batch, dataOf, hasValues } from './batch.ts';
import { type BoundValues, boundValues } from './bound-values.ts';
import { literal, noCode, type Spans } from './column-data.ts';
import { recordLimit } from './located.ts';

/** Rows that are bound at once. */
export const rowsAtOnce = 32;

/** Bits of what is packed: of the bytes of all texts of a run, of one text and 1, of a code and 1, and of places. */
export const bits = { start: 20, text: 16, code: 17, line: 28, length: 25, offset: 30 } as const;
/** Of whole numbers, a double has so many exactly. */
const numberBits = 53;

if (2 ** bits.code <= termLimit || 2 ** bits.length <= recordLimit) throw new RangeError('too few bits');

/** What of a column is bound: a code, the place of a text, or each value by itself. */
export type Way = { readonly column: StoredColumn } & (
  | { readonly kind: 'code'; readonly codes: Int32Array; readonly optional: boolean }
  | { readonly kind: 'text'; readonly spans: Spans; readonly optional: boolean }
  | { readonly kind: 'plain'; readonly values: BoundValues }
);

/** Part of a bound number: its place among those of a row, and its lowest bit as a factor. */
export interface Field {
  readonly number: number;
  readonly factor: number;
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
  /** By column that is not always bound: of a code its own, of a text its start and its length. */
  readonly fields: readonly (readonly Field[])[];
  /** Numbers of each row; values that are bound by themselves follow them. */
  readonly numbers: number;
}

/** How each column of the batch that holds something is bound. */
export function waysOf(batch: Batch): Way[] {
  return storedColumns.filter((column) => hasValues(batch, column)).map((column) => wayOf(batch, column));
}

/** The form of batches whose columns are bound in these ways; those of one name have the same. */
export function packedForm(ways: readonly Way[]): PackedForm {
  const layout = new Layout();
  const line = layout.field(bits.line);
  const length = layout.field(bits.length);
  const offset = layout.field(bits.offset);
  const fields = ways.map(({ kind }) => {
    if (kind === 'plain') return [];
    return kind === 'code' ? [layout.field(bits.code)] : [layout.field(bits.start), layout.field(bits.text)];
  });
  let next = layout.numbers;
  const columns = ways.map((way, w) => ({
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
export function formName(ways: readonly Way[]): string {
  return ways
    .map((way) => `${way.column} ${way.kind}${way.kind !== 'plain' && way.optional ? '?' : ''}`)
    .join();
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
    return { number, factor: 2 ** shift, sql: `((column${number + 1} >> ${shift}) & ${2 ** width - 1})` };
  }
}

function valueSql(way: Way, [first, second]: readonly Field[], nextPlain: () => string): string {
  if (way.kind === 'plain') return nextPlain();
  if (way.kind === 'code') return way.optional ? `nullif(${first?.sql}, 0) - 1` : (first?.sql ?? '');
  const text = (length: string) => `CAST(substr(@texts, 1 + ${first?.sql}, ${length}) AS TEXT)`;
  return way.optional
    ? `CASE WHEN ${second?.sql} THEN ${text(`${second?.sql} - 1`)} END`
    : text(second?.sql ?? '');
}

function wayOf(batch: Batch, column: StoredColumn): Way {
  const { codes, spans } = dataOf(batch, column);
  const met = new Set<number>();
  if (codes !== null) {
    for (let i = 0; i < batch.count; i++) met.add(Math.min(codes[i] as number, 0));
    if (!met.has(literal)) return { column, kind: 'code', codes, optional: met.has(noCode) };
  }
  const optional = spans === null || met.has(0) ? null : isOptional(spans, batch.count);
  if (spans === null || optional === null)
    return { column, kind: 'plain', values: boundValues(batch, column) };
  return { column, kind: 'text', spans, optional };
}

/** Whether a text is missing; null where one is too long to be packed. */
function isOptional({ starts, ends }: Spans, count: number): boolean | null {
  let optional = false;
  for (let i = 0; i < count; i++) {
    if ((starts[i] as number) < 0) optional = true;
    else if ((ends[i] as number) - (starts[i] as number) + 1 >= 2 ** bits.text) return null;
  }
  return optional;
}
