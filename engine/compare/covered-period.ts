import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Coverage } from './coverage.ts';
import { type Span, slicesOf, spanOf } from './period.ts';

/** When an entry was: milliseconds since 1970, and nanoseconds beyond, null where its text is no finer. */
export interface Instant {
  readonly time: number | null;
  readonly time_ns: number | null;
}

/** Where a time stands to a period. `onBound`: at the very time that it begins or ends. */
export type Side = 'undated' | 'earlier' | 'later' | 'onBound' | 'within';

/** Nanoseconds beyond the millisecond of the first and the last entry; null where one of that millisecond tells none. */
interface Ends {
  readonly first: number | null;
  readonly last: number | null;
}

/** The time that a source speaks for: what it was proven to hold, or from its first entry to its last. */
export class CoveredPeriod {
  readonly span: Span;
  private readonly isProven: boolean;
  private readonly readEnds: () => Ends;
  private ends: Ends | null = null;

  constructor(db: ReadableDb, source: SourceRow, coverage: Coverage | null, onSlice: () => void) {
    this.isProven = coverage !== null;
    this.span = coverage?.span ?? spanOf(db, source, onSlice);
    this.readEnds = () => endsOf(db, source, this.span, onSlice);
  }

  /**
   * An export may have been cut between two entries of one moment: of the time of its first and its last entry it cannot be told whether it
   * holds all. What is proven to be held leaves its bounds out already.
   */
  sideOf({ time, time_ns: ns }: Instant): Side {
    const { from, to } = this.span;
    if (time === null || from > to) return 'undated';
    if (time < from) return 'earlier';
    if (time > to) return 'later';
    if (this.isProven || (time > from && time < to)) return 'within';
    this.ends ??= this.readEnds();
    const begin = time > from ? 1 : order(ns, this.ends.first);
    const end = time < to ? -1 : order(ns, this.ends.last);
    if (begin === -1) return 'earlier';
    if (end === 1) return 'later';
    return begin === 1 && end === -1 ? 'within' : 'onBound';
  }
}

/** Zero where they are the same, or one of them is not known. */
function order(a: number | null, b: number | null): number {
  return a === null || b === null ? 0 : Math.sign(a - b);
}

type Row = [
  firstNs: number | null,
  firstUntold: number | null,
  lastNs: number | null,
  lastUntold: number | null,
];

function endsOf(db: ReadableDb, source: SourceRow, { from, to }: Span, onSlice: () => void): Ends {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let isToldFirst = true;
  let isToldLast = true;
  const columns = `min(e.time_ns) FILTER (WHERE e.time = $from), max(e.time_ns IS NULL) FILTER (WHERE e.time = $from),
    max(e.time_ns) FILTER (WHERE e.time = $to), max(e.time_ns IS NULL) FILTER (WHERE e.time = $to)`;
  for (const [firstNs, firstUntold, lastNs, lastUntold] of slicesOf<Row>(db, source, columns, { from, to })) {
    first = Math.min(first, firstNs ?? first);
    last = Math.max(last, lastNs ?? last);
    if (firstUntold === 1) isToldFirst = false;
    if (lastUntold === 1) isToldLast = false;
    onSlice();
  }
  return { first: isToldFirst ? first : null, last: isToldLast ? last : null };
}
