import { digestLength } from '../../shared/proof/digest.ts';
import { prepared, type WritableDb } from '../case/database.ts';
import { type StoredColumn, storedColumns, termLimit } from '../case/schema.ts';
import { type Batch, dataOf, hasValues } from './batch.ts';
import { type BoundValues, boundValues } from './bound-values.ts';
import { literal, noCode, type Spans } from './column-data.ts';
import { recordLimit } from './located.ts';

/** Rows in one INSERT. */
export const rowsAtOnce = 32;

/** Bits of what is packed: of the bytes of all texts of a run, of one text and 1, of a code and 1, and of places. */
const bits = { start: 20, text: 16, code: 17, line: 28, length: 25, offset: 30 } as const;
/** Of whole numbers, a double has so many exactly. */
const numberBits = 53;

if (2 ** bits.code <= termLimit || 2 ** bits.length <= recordLimit) throw new RangeError('too few bits');

/** What of a column is bound: a code, the place of a text, or each value by itself. */
type Way = { readonly column: StoredColumn } & (
  | { readonly kind: 'code'; readonly codes: Int32Array; readonly optional: boolean }
  | { readonly kind: 'text'; readonly spans: Spans; readonly optional: boolean }
  | { readonly kind: 'plain'; readonly values: BoundValues }
);

/** Part of a bound number: its place among those of a row, and its lowest bit as a factor. */
interface Field {
  readonly number: number;
  readonly factor: number;
  /** What gives the field back. */
  readonly sql: string;
}

interface Statement {
  readonly insert: {
    run(
      values: readonly unknown[],
      shared: Readonly<Record<string, unknown>>,
    ): { lastInsertRowid: number | bigint };
  };
  readonly line: Field;
  readonly offset: Field;
  readonly length: Field;
  /** By column: of a code its own, of a text its start and its length. */
  readonly fields: readonly (readonly Field[])[];
  readonly numbers: number;
}

/**
 * Writes rows of `entry_row` a run at a time. To bind a value costs more than to store it: so codes, places and the extents
 * of texts are bound several to a number, the bytes of all texts at once, and the statement takes them apart again.
 * `EntryRows` writes the same rows value by value, which is the oracle in the tests.
 */
export class RowPacking {
  private readonly db: WritableDb;
  private readonly source: number;
  private readonly statements = new Map<string, Statement>();
  private ways: readonly Way[] = [];
  private statement: Statement | null = null;
  private batch: Batch | null = null;
  private readonly packed = new Float64Array(rowsAtOnce * (4 + storedColumns.length * 2));

  constructor(db: WritableDb, source: number) {
    this.db = db;
    this.source = source;
  }

  /** The runs that follow are of `batch`. */
  begin(batch: Batch): void {
    this.batch = batch;
    this.ways = storedColumns
      .filter((column) => hasValues(batch, column))
      .map((column) => wayOf(batch, column));
    const name = this.ways.map(nameOf).join();
    const statement = this.statements.get(name) ?? this.prepare();
    this.statements.set(name, statement);
    this.statement = statement;
  }

  /** Writes the records `from .. from + rowsAtOnce` as entries `id` and on; false where they have to be written one by one. */
  write(from: number, id: number): boolean {
    const batch = this.batch as Batch;
    const { ways, packed } = this;
    const { insert, line, offset, length, fields, numbers } = this.statement as Statement;
    const { lines, offsets, lengths, contents, texts } = batch;
    const last = from + rowsAtOnce - 1;
    const firstLine = lines[from] as number;
    const firstOffset = offsets[from] as number;
    if ((lines[last] as number) - firstLine >= 2 ** bits.line) return false;
    if ((offsets[last] as number) - firstOffset >= 2 ** bits.offset) return false;
    const [textsFrom, textsTo] = extentOf(ways, from);
    if (textsTo - textsFrom >= 2 ** bits.start) return false;

    packed.fill(0, 0, rowsAtOnce * numbers);
    this.pack(line, lines, from, firstLine);
    this.pack(offset, offsets, from, firstOffset);
    this.pack(length, lengths, from, 0);
    for (let w = 0; w < ways.length; w++) {
      const way = ways[w] as Way;
      const [first, second] = fields[w] as readonly Field[];
      if (way.kind === 'code') this.pack(first as Field, way.codes, from, way.optional ? -1 : 0);
      else if (way.kind === 'text') this.packText(first as Field, second as Field, way, from, textsFrom);
    }
    const shared = {
      source: this.source,
      ordinal: batch.first + from,
      line: firstLine,
      offset: firstOffset,
      contents: bytesOf(contents, from * digestLength, (last + 1) * digestLength),
      texts: textsTo > textsFrom ? bytesOf(texts, textsFrom, textsTo) : anyByte,
    };
    const { lastInsertRowid } = insert.run(this.bound(from, numbers), shared);
    if (lastInsertRowid !== id + rowsAtOnce - 1)
      throw new Error('entries are not numbered in the order of their rows');
    return true;
  }

  private pack(
    { number, factor }: Field,
    values: Int32Array | Float64Array,
    from: number,
    less: number,
  ): void {
    const { packed } = this;
    for (let row = 0, at = number * rowsAtOnce; row < rowsAtOnce; row++, at++) {
      packed[at] = (packed[at] as number) + ((values[from + row] as number) - less) * factor;
    }
  }

  private packText(
    start: Field,
    length: Field,
    { spans: { starts, ends }, optional }: Extract<Way, { kind: 'text' }>,
    from: number,
    base: number,
  ): void {
    const { packed } = this;
    const more = optional ? 1 : 0;
    for (let row = 0; row < rowsAtOnce; row++) {
      const begins = starts[from + row] as number;
      if (begins < 0) continue;
      const startAt = start.number * rowsAtOnce + row;
      const lengthAt = length.number * rowsAtOnce + row;
      packed[startAt] = (packed[startAt] as number) + (begins - base) * start.factor;
      packed[lengthAt] =
        (packed[lengthAt] as number) + ((ends[from + row] as number) - begins + more) * length.factor;
    }
  }

  /** Row by row: its numbers, and the values that are bound by themselves. */
  private bound(from: number, numbers: number): unknown[] {
    const { ways, packed } = this;
    const plain: BoundValues[] = [];
    for (const way of ways) if (way.kind === 'plain') plain.push(way.values);
    const values = new Array<unknown>(rowsAtOnce * (numbers + plain.length));
    for (let row = 0, at = 0; row < rowsAtOnce; row++) {
      for (let n = 0; n < numbers; n++) values[at++] = packed[n * rowsAtOnce + row];
      for (let p = 0; p < plain.length; p++) values[at++] = (plain[p] as BoundValues)(from + row);
    }
    return values;
  }

  private prepare(): Statement {
    const layout = new Layout();
    const [line, length, offset] = [bits.line, bits.length, bits.offset].map((each) =>
      layout.field(each),
    ) as [Field, Field, Field];
    const fields = this.ways.map(({ kind }) =>
      kind === 'plain'
        ? []
        : kind === 'code'
          ? [layout.field(bits.code)]
          : [layout.field(bits.start), layout.field(bits.text)],
    );
    let next = layout.numbers;
    const sql = this.ways.map((way, w) => valueSql(way, fields[w] ?? [], () => `column${++next}`));
    const row = `column${next + 1}`;
    const marks = '?, '.repeat(next);
    const insert = prepared(
      this.db,
      `INSERT INTO entry_row (source, ordinal, line, offset, length, content${this.ways.map(({ column }) => `, ${column}`).join('')})
       SELECT @source, @ordinal + ${row}, @line + ${line.sql}, @offset + ${offset.sql}, ${length.sql},
         substr(@contents, 1 + ${digestLength} * ${row}, ${digestLength})${sql.map((each) => `, ${each}`).join('')}
       FROM (VALUES ${Array.from({ length: rowsAtOnce }, (_, n) => `(${marks}${n})`).join(', ')})`,
    );
    return { insert, line, offset, length, fields, numbers: layout.numbers };
  }
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

/** What statements differ by. */
function nameOf(way: Way): string {
  return `${way.column} ${way.kind}${way.kind !== 'plain' && way.optional ? '?' : ''}`;
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

/** What of the batch's texts the texts of a run take up. They stand in the order of the records. */
function extentOf(ways: readonly Way[], from: number): [from: number, to: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let w = 0; w < ways.length; w++) {
    const way = ways[w] as Way;
    if (way.kind !== 'text') continue;
    const { starts, ends } = way.spans;
    for (let i = from; i < from + rowsAtOnce; i++) {
      const start = starts[i] as number;
      if (start < 0) continue;
      if (start < least) least = start;
      if ((ends[i] as number) > most) most = ends[i] as number;
    }
  }
  return [Math.min(least, most), most];
}

/** For texts that are all empty: of no bytes at all, SQL's `substr` gives NULL. */
const anyByte = Buffer.alloc(1);

function bytesOf({ buffer, byteOffset }: Uint8Array, from: number, to: number): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset + from, to - from);
}
