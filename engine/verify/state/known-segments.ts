import { createHash } from 'node:crypto';
import type { ReadableDb } from '../../case/database.ts';
import type { SourceRow } from '../../case/sources.ts';
import { parts } from '../../query/index/segment/arrays.ts';
import { indexed } from '../../query/index/segment/check.ts';
import { SegmentColumn, type SegmentRow } from '../../query/index/segment/segment.ts';

/** Where it is kept which segments of the review index were held against which rows, as digests of both. */
export interface KeptSegments {
  has(digest: string): boolean;
  /** In place of what was kept before. */
  keep(digests: readonly string[]): void;
}

/**
 * Segments of the stored review index that an earlier verification held against the rows: where both are what they were, they agree still.
 */
export class KnownSegments {
  private readonly db: ReadableDb;
  private readonly sources: readonly SourceRow[];
  private readonly rowsNow: (source: number) => string | null;
  private readonly kept: KeptSegments;
  /** Of segments that were looked at, by what they say of themselves and their rows. */
  private readonly digests = new Map<string, string>();

  /** `rowsNow`: SHA-256, hex, of the rows of a source; null where it is not known, or not yet. */
  constructor(
    db: ReadableDb,
    sources: readonly SourceRow[],
    rowsNow: (source: number) => string | null,
    kept: KeptSegments,
  ) {
    this.db = db;
    this.sources = sources;
    this.rowsNow = rowsNow;
    this.kept = kept;
  }

  /** @throws DamagedIndex where an array is not what the segment says of it */
  isKnown(segment: SegmentRow): boolean {
    const rows = this.rowsOf(segment);
    return rows !== null && this.kept.has(this.digestOf(segment, rows));
  }

  /** All of these were found to hold what the rows do. */
  keep(segments: readonly SegmentRow[]): void {
    this.kept.keep(
      segments.flatMap((segment) => {
        const rows = this.rowsOf(segment);
        return rows === null ? [] : [this.digestOf(segment, rows)];
      }),
    );
  }

  /** The rows that it is made of, source by source; null where they are not known, or some entry is of no source. */
  private rowsOf({ first, entries }: SegmentRow): readonly (readonly [number, string])[] | null {
    const rows: [number, string][] = [];
    let covered = 0;
    for (const { id, first_entry: begin, entries: own } of this.sources) {
      if (begin === null) continue;
      const shared = Math.min(first + entries, begin + own) - Math.max(first, begin);
      if (shared <= 0) continue;
      const digest = this.rowsNow(id);
      if (digest === null) return null;
      rows.push([id, digest]);
      covered += shared;
    }
    return covered === entries ? rows : null;
  }

  private digestOf(
    segment: SegmentRow,
    rows: readonly (readonly [source: number, digest: string])[],
  ): string {
    const said = JSON.stringify([segment, rows]);
    const known = this.digests.get(said);
    if (known !== undefined) return known;
    // The manifest has what each array hashes to: it is enough that the arrays are those.
    for (const name of indexed) {
      const column = new SegmentColumn(this.db, segment, name);
      for (const part of parts) column.packed(part);
    }
    const digest = createHash('sha256').update(said).digest('hex');
    this.digests.set(said, digest);
    return digest;
  }
}
