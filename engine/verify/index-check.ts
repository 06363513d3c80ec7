import type { IndexCheck } from '../../shared/contract/index-operations.ts';
import { AppError } from '../../shared/errors.ts';
import { ofOneState, type ReadableDb } from '../case/database.ts';
import type { Batch } from '../import/batch/batch.ts';
import { checkIndex } from '../query/index/segment/check.ts';
import { DerivedSegments } from '../query/index/segment/derived-segments.ts';
import { DamagedIndex, type SegmentRow } from '../query/index/segment/segment.ts';
import type { TaskContext } from '../task.ts';
import type { Findings } from './findings.ts';
import type { KnownSegments } from './state/known-segments.ts';

/**
 * Whether the stored review index, where there is one, holds what the rows do: it could hide entries from a screen's counts. It can be
 * looked at before anything else is known of the case, and counts for nothing where the rows are not sound, for it is held against them.
 */
export class ReviewIndexCheck {
  private readonly db: ReadableDb;
  private readonly context: TaskContext;
  private readonly derived: DerivedSegments;
  private readonly known: KnownSegments | null;
  /** Those that were looked at. */
  private readonly segments: SegmentRow[] = [];
  private checked: IndexCheck | null = null;

  /** `known`: segments that an earlier verification looked at. */
  constructor(db: ReadableDb, context: TaskContext, known: KnownSegments | null = null) {
    this.known = known;
    this.db = db;
    this.context = context;
    this.derived = new DerivedSegments(db);
  }

  /** The first `count` records of a batch, and the entry that the first of them is: their rows were held against them. */
  agreed(batch: Batch, count: number, id: number, source: number): void {
    this.derived.append(batch, count, id, source);
  }

  /** Holds it against the rows, while there is nothing else to do; what goes wrong then is met again later. @throws AppError CANCELLED */
  lookAhead(): void {
    try {
      this.look();
    } catch (error) {
      if (error instanceof AppError && error.code === 'CANCELLED') throw error;
    }
  }

  /** All that were looked at agree. */
  private keep(): void {
    try {
      this.known?.keep(this.segments);
    } catch (error) {
      // It was made anew meanwhile, and is looked at the next time.
      if (!(error instanceof DamagedIndex)) throw error;
    }
  }

  private look(): IndexCheck {
    this.checked ??= checkIndex(this.db, this.context, (segment) => {
      this.segments.push(segment);
      return this.derived.confirmed.has(segment.first) || (this.known?.isKnown(segment) ?? false);
    });
    return this.checked;
  }

  /** Counts faults. @throws AppError CANCELLED */
  faults(findings: Findings): number {
    if (findings.has('storage')) return 0;
    if (this.look().difference === null) {
      this.keep();
      return 0;
    }
    // It may have been made anew while it was read.
    const { difference } = ofOneState(this.db, () => checkIndex(this.db, this.context));
    if (difference === null) return 0;
    findings.add({
      axis: 'storage',
      subject: 'case',
      code: 'STORAGE_INDEX',
      message: `${difference}; it is derived from the entries, which this says nothing against: casebound reindex makes it anew`,
    });
    return 1;
  }
}
