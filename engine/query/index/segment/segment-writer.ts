import { hash } from 'node:crypto';
import { prepared, type WritableDb } from '../../../case/database.ts';
import type { Batch } from '../../../import/batch/batch.ts';
import { packed, type SegmentPart, segmentEntries, segmentText } from './arrays.ts';
import { GrowingSegment } from './growing-segment.ts';

/** Writes the review index of new entries, segment by segment, from the batches that they are stored from. */
export class SegmentWriter {
  private readonly db: WritableDb;
  private first: number;
  private growing = new GrowingSegment();

  /** @param first the number of the entry that comes next */
  constructor(db: WritableDb, first: number) {
    this.db = db;
    this.first = first;
  }

  /** Takes up the records of a batch that became entries, in their order. @param list the records; null for all */
  append(batch: Batch, list: Uint32Array | null, source: number): void {
    const length = list?.length ?? batch.count;
    for (let from = 0; from < length; ) {
      const to = Math.min(length, from + segmentEntries - this.growing.entries);
      this.growing.append(batch, { list, from, to }, source);
      from = to;
      if (this.growing.entries === segmentEntries || this.growing.textLength > segmentText) this.flush();
    }
  }

  /** Stores what has been taken up. To be called once after the last batch. */
  flush(): void {
    const { first, growing, db } = this;
    const { entries } = growing;
    if (entries === 0) return;
    const manifest: Record<string, Partial<Record<SegmentPart, string>>> = {};
    const arrays: [column: string, part: SegmentPart, data: Buffer][] = [];
    for (const [name, made] of growing.take()) {
      for (const [part, array] of Object.entries(made) as [SegmentPart, ArrayBufferView][]) {
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
    this.growing = new GrowingSegment();
  }
}
