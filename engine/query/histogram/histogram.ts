import type { Histogram } from '../../../shared/contract/analysis-operations.ts';
import type { TimeColumn } from '../../../shared/domain/columns.ts';
import { withoutTermsOf } from '../../../shared/query/edit.ts';
import { parseQuery } from '../../../shared/query/parse.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import { labelField } from '../labels.ts';
import { type Matching, matching, sizeOf } from '../matching.ts';
import { Bucketing } from './bucketing.ts';
import { bucketsOf } from './intervals.ts';
import { planSeries, seriesFrom } from './series.ts';
import { type Spread, spreadOf } from './spread.ts';
import { clockOf } from './zone.ts';

export interface HistogramWish {
  readonly field: TimeColumn;
  /** Stacked by this field. */
  readonly by?: string | undefined;
  readonly top: number;
  /** Buckets at most. */
  readonly buckets: number;
  readonly zone: string;
  /** Whether terms of the field at the top level of the query are left out. */
  readonly whole: boolean;
}

/**
 * How the matching entries are spread over time.
 *
 * @throws AppError INVALID_INPUT for a query, a field or a zone that is none, CANCELLED
 */
export function countHistogram(
  db: ReadableDb,
  { query, ...wish }: HistogramWish & { readonly query: string },
  context: TaskContext,
): Histogram {
  const parsed = parseQuery(query);
  const found = matching(db, wish.whole ? withoutTermsOf(parsed, wish.field) : parsed, context);
  return histogramOf(db, found, wish, context);
}

function histogramOf(db: ReadableDb, found: Matching, wish: HistogramWish, context: TaskContext): Histogram {
  const { field, top } = wish;
  const clock = clockOf(wish.zone);
  const by = wish.by === undefined ? null : labelField(wish.by);
  const spread = spreadOf(db, found, field, by, context);
  const { period, known, totals } = survey(spread);
  const told = { field, zone: clock.zone, unknown: sizeOf(found) - known };
  if (period === null) {
    return { ...told, interval: null, edges: [], counts: [], series: by === null ? null : [] };
  }
  const { interval, edges } = bucketsOf(period.from, period.to, wish.buckets, clock);
  const bucketing = new Bucketing(edges);
  const { length } = bucketing;
  const plan = planSeries(spread.values, totals, top);
  const counts = new Uint32Array(length);
  const stacked = new Uint32Array(plan.length * length);
  spread.each(({ moments, labels, length: entries, again }) => {
    for (let i = 0; i < entries; i++) {
      const moment = moments[i] as number;
      if (Number.isNaN(moment)) continue;
      const bucket = bucketing.bucketOf(moment);
      if (!again) (counts[bucket] as number)++;
      (stacked[(plan.seriesOf[labels[i] as number] as number) * length + bucket] as number)++;
    }
  });
  const series = by === null ? null : seriesFrom(spread.values, plan, stacked, length);
  return { ...told, interval, edges: [...edges], counts: [...counts], series };
}

/** The first and the last moment, how many entries have one, and how often each label stands at one. */
function survey(spread: Spread) {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let known = 0;
  let totals = new Uint32Array(spread.values.length);
  spread.each(({ moments, labels, length, again }) => {
    // Labels may be given as entries are met.
    if (totals.length < spread.values.length) {
      const larger = new Uint32Array(spread.values.length * 2);
      larger.set(totals);
      totals = larger;
    }
    for (let i = 0; i < length; i++) {
      const moment = moments[i] as number;
      if (Number.isNaN(moment)) continue;
      if (moment < from) from = moment;
      if (moment > to) to = moment;
      if (!again) known++;
      (totals[labels[i] as number] as number)++;
    }
  });
  return { period: known === 0 ? null : { from, to }, known, totals };
}
