import { hash } from 'node:crypto';
import { columns } from '../../../../shared/domain/columns.ts';
import { prepared, type WritableDb } from '../../../case/database.ts';
import { isCoded } from '../../../case/schema.ts';
import type { Batch } from '../../../import/batch.ts';
import type { DataOf } from '../../../import/column-data.ts';
import { packed, type SegmentPart, segmentEntries, segmentText } from './arrays.ts';
import {
  type Chosen,
  CodedColumnPart,
  type GrowingColumn,
  NumberColumnPart,
  TextColumnPart,
  TimeColumnPart,
} from './columns.ts';

/** Writes the review index of new entries, segment by segment, from the batches that they are stored from. */
export class SegmentWriter {
  private readonly db: WritableDb;
  private first: number;
  private entries = 0;
  private growing = emptyColumns();
  private sources = new CodedColumnPart(() => undefined);

  /** @param first the number of the entry that comes next */
  constructor(db: WritableDb, first: number) {
    this.db = db;
    this.first = first;
  }

  /** Takes up the records of a batch that became entries, in their order. @param list the records; null for all */
  append(batch: Batch, list: Uint32Array | null, source: number): void {
    const length = list?.length ?? batch.count;
    for (let from = 0; from < length; ) {
      const to = Math.min(length, from + segmentEntries - this.entries);
      this.take(batch, { list, from, to }, source);
      from = to;
      if (this.entries === segmentEntries || this.textLength() > segmentText) this.flush();
    }
  }

  private take(batch: Batch, chosen: Chosen, source: number): void {
    for (const [, column] of this.growing) column.append(batch, chosen, this.entries);
    this.sources.fill(source, this.entries, chosen.to - chosen.from);
    this.entries += chosen.to - chosen.from;
  }

  private textLength(): number {
    return this.growing.reduce((sum, [, { textLength }]) => sum + textLength, 0);
  }

  /** Stores what has been taken up. To be called once after the last batch. */
  flush(): void {
    const { first, entries, db } = this;
    if (entries === 0) return;
    const manifest: Record<string, Partial<Record<SegmentPart, string>>> = {};
    const arrays: [column: string, part: SegmentPart, data: Buffer][] = [];
    for (const [name, column] of [...this.growing, ['source', this.sources] as const]) {
      for (const [part, array] of Object.entries(column.take(entries)) as [SegmentPart, ArrayBufferView][]) {
        const data = packed(array);
        arrays.push([name, part, data]);
        manifest[name] = { ...manifest[name], [part]: hash('sha256', data) };
      }
    }
    prepared(db, 'INSERT INTO review_segment (first, entries, manifest) VALUES (?, ?, ?)').run(
      first,
      entries,
      JSON.stringify(manifest),
    );
    const insert = prepared(
      db,
      'INSERT INTO review_array (segment, "column", part, data) VALUES (?, ?, ?, ?)',
    );
    for (const array of arrays) insert.run(first, ...array);
    this.first += entries;
    this.entries = 0;
    this.growing = emptyColumns();
    this.sources = new CodedColumnPart(() => undefined);
  }
}

/** Made anew for each segment: what was given away is not to be written to. */
function emptyColumns(): [name: string, column: GrowingColumn][] {
  return columns.map(({ name, kind }) => {
    const data =
      <K extends DataOf<'text'>['kind'] | DataOf<'coded'>['kind'] | 'number' | 'time'>(wanted: K) =>
      (batch: Batch) => {
        const found = batch.columns[name];
        return found?.kind === wanted ? (found as DataOf<K>) : undefined;
      };
    if (kind === 'number') return [name, new NumberColumnPart(data('number'))];
    if (kind === 'time') return [name, new TimeColumnPart(data('time'))];
    return [name, isCoded(name) ? new CodedColumnPart(data('coded')) : new TextColumnPart(data('text'))];
  });
}
