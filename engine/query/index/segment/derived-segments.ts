import { highestEntry } from '../../../case/census.ts';
import type { ReadableDb } from '../../../case/database.ts';
import type { Batch } from '../../../import/batch/batch.ts';
import { parts, segmentText } from './arrays.ts';
import { GrowingSegment } from './growing-segment.ts';
import { DamagedIndex, SegmentColumn, type SegmentRow, storedSegments } from './segment.ts';

/**
 * Makes segments anew from records that are known to stand in the rows, as import made them, and holds the stored ones against them. It
 * only says which are the same in every array: of any other, the rows are asked (`check.ts`).
 */
export class DerivedSegments {
  /** The first entries of segments that are what the rows give. */
  readonly confirmed = new Set<number>();
  private readonly db: ReadableDb;
  private readonly segments: readonly SegmentRow[];
  private current: { readonly segment: SegmentRow; readonly grown: GrowingSegment } | null = null;
  /** One after the other is made in the same memory: they are only looked at. */
  private readonly growing = new GrowingSegment();

  constructor(db: ReadableDb) {
    this.db = db;
    this.segments = segmentsOf(db);
  }

  /** The first `count` records of a batch are the entries `id` and on, of `source`; their rows were held against them. */
  append(batch: Batch, count: number, id: number, source: number): void {
    for (let from = 0; from < count; ) {
      const segment = this.at(id + from);
      const left = segment === null ? count - from : segment.first + segment.entries - id - from;
      const to = Math.min(count, from + left);
      this.current?.grown.append(batch, { list: null, from, to }, source);
      if (segment !== null && to - from === left) this.end();
      // No segment that import writes takes more: one that claims to is not to fill the memory.
      else if (this.current !== null && this.current.grown.textLength > segmentText) this.current = null;
      from = to;
    }
  }

  /** The segment that an entry is in, which becomes the current one if it begins there; null where it is in none. */
  private at(entry: number): SegmentRow | null {
    const { current, segments } = this;
    if (current !== null && current.segment.first + current.grown.entries === entry) return current.segment;
    const segment = segments.find(({ first, entries }) => first <= entry && entry < first + entries) ?? null;
    this.growing.clear();
    this.current = segment?.first === entry ? { segment, grown: this.growing } : null;
    return segment;
  }

  private end(): void {
    if (this.current === null) return;
    const { segment, grown } = this.current;
    this.current = null;
    if (this.isStored(segment, grown)) this.confirmed.add(segment.first);
  }

  private isStored(segment: SegmentRow, grown: GrowingSegment): boolean {
    try {
      for (const [name, arrays] of grown.take()) {
        const stored = new SegmentColumn(this.db, segment, name);
        if (!parts.every((part) => areSame(stored.bytes(part), arrays[part]))) return false;
      }
      return true;
    } catch (error) {
      if (error instanceof DamagedIndex) return false;
      throw error;
    }
  }
}

/** None where the index is damaged, which is told when it is held against the rows. */
function segmentsOf(db: ReadableDb): SegmentRow[] {
  try {
    return storedSegments(db, highestEntry(db));
  } catch (error) {
    if (error instanceof DamagedIndex) return [];
    throw error;
  }
}

function areSame(stored: Buffer | null, made: ArrayBufferView | undefined): boolean {
  if (stored === null || made === undefined) return stored === null && made === undefined;
  return stored.equals(Buffer.from(made.buffer, made.byteOffset, made.byteLength));
}
