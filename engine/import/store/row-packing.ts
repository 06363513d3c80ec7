import { digestLength } from '../../../shared/proof/digest.ts';
import { storedColumns } from '../../case/schema.ts';
import type { Batch } from '../batch/batch.ts';
import type { BoundValues } from './bound-values.ts';
import {
  type Field,
  formName,
  type PackedForm,
  packedForm,
  type Way,
  type Ways,
  waysOf,
} from './packed-form.ts';
import { rowsAtOnce } from './run-extents.ts';

/** What a run of rows is bound as: the values of the rows, one after the other, and what they share. */
export interface BoundRows {
  readonly values: readonly unknown[];
  readonly shared: Readonly<Record<string, unknown>>;
}

/**
 * Binds rows of `entry_row` a run at a time, to store them or to hold them against what is stored. To bind or to read a
 * value costs more than to store it: so codes, places and the extents of texts are bound several to a number, the bytes of
 * all texts at once, and SQL takes them apart again. `EntryRows` also writes rows value by value, which is the oracle
 * in the tests.
 */
export class RowPacking {
  private readonly source: number;
  private readonly forms = new Map<string, PackedForm>();
  private ways: Ways = { columns: [], line: 0, offset: 0, length: 0, start: 0 };
  private current: PackedForm | null = null;
  private batch: Batch | null = null;
  private readonly packed = new Float64Array(rowsAtOnce * (4 + storedColumns.length * 2));

  constructor(source: number) {
    this.source = source;
  }

  /** The runs that follow are of `batch`. */
  begin(batch: Batch): void {
    this.batch = batch;
    this.current = null;
  }

  /** Of the batch, the same for all of its kind; made when first asked for, since a small batch has no run. */
  get form(): PackedForm {
    if (this.current !== null) return this.current;
    this.ways = waysOf(this.batch as Batch);
    const name = formName(this.ways);
    const form = this.forms.get(name) ?? packedForm(this.ways);
    this.forms.set(name, form);
    this.current = form;
    return form;
  }

  /** The records `from .. from + rowsAtOnce` as entries `id` and on; null where they are too far apart, or too long. */
  bind(from: number, id: number): BoundRows | null {
    const batch = this.batch as Batch;
    const { line, offset, length, fields, numbers } = this.form;
    const { packed } = this;
    const ways = this.ways.columns;
    const { lines, offsets, lengths, contents, texts } = batch;
    const last = from + rowsAtOnce - 1;
    const firstLine = lines[from] as number;
    const firstOffset = offsets[from] as number;
    if (
      !areWithin(lines, from, firstLine, line.width) ||
      !areWithin(offsets, from, firstOffset, offset.width)
    )
      return null;
    if (!areWithin(lengths, from, 0, length.width)) return null;
    const [textsFrom, textsTo] = extentOf(ways, from);
    if (textsTo - textsFrom >= 2 ** this.ways.start) return null;

    packed.fill(0, 0, rowsAtOnce * numbers);
    this.pack(line, lines, from, firstLine);
    this.pack(offset, offsets, from, firstOffset);
    this.pack(length, lengths, from, 0);
    const bases: Record<string, number> = {};
    for (let w = 0; w < ways.length; w++) {
      const way = ways[w] as Way;
      const [first, second] = fields[w] as readonly Field[];
      if (way.kind === 'moment') bases[way.column] = this.packMoments(first as Field, way, from);
      else if (way.kind === 'code') this.pack(first as Field, way.codes, from, way.optional ? -1 : 0);
      else if (way.kind === 'text') this.packText(first as Field, second as Field, way, from, textsFrom);
    }
    return {
      values: this.bound(from, numbers),
      shared: {
        id,
        source: this.source,
        ordinal: batch.first + from,
        line: firstLine,
        offset: firstOffset,
        ...bases,
        contents: bytesOf(contents, from * digestLength, (last + 1) * digestLength),
        texts: textsTo > textsFrom ? bytesOf(texts, textsFrom, textsTo) : anyByte,
      },
    };
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

  /** @returns what they are less of: the least of the run */
  private packMoments(
    { number, factor }: Field,
    { ms, optional }: Extract<Way, { kind: 'moment' }>,
    from: number,
  ): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = from; i < from + rowsAtOnce; i++) if ((ms[i] as number) < least) least = ms[i] as number;
    if (least === Number.POSITIVE_INFINITY) return 0;
    const { packed } = this;
    const more = optional ? 1 : 0;
    for (let row = 0, at = number * rowsAtOnce; row < rowsAtOnce; row++, at++) {
      const value = ms[from + row] as number;
      if (!Number.isNaN(value)) packed[at] = (packed[at] as number) + (value - least + more) * factor;
    }
    return least;
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
    const { packed } = this;
    const ways = this.ways.columns;
    const plain: BoundValues[] = [];
    for (const way of ways) if (way.kind === 'plain') plain.push(way.values);
    const values = new Array<unknown>(rowsAtOnce * (numbers + plain.length));
    for (let row = 0, at = 0; row < rowsAtOnce; row++) {
      for (let n = 0; n < numbers; n++) values[at++] = packed[n * rowsAtOnce + row];
      for (let p = 0; p < plain.length; p++) values[at++] = (plain[p] as BoundValues)(from + row);
    }
    return values;
  }
}

/** Whether all values of a run, less the first or nothing, are of so many bits. */
function areWithin(values: Float64Array, from: number, less: number, width: number): boolean {
  for (let i = from; i < from + rowsAtOnce; i++) {
    const value = (values[i] as number) - less;
    if (!(value >= 0 && value < 2 ** width)) return false;
  }
  return true;
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
