import type { Histogram, Series } from '../../../shared/contract/analysis-operations.ts';
import type { TimeColumn } from '../../../shared/domain/columns.ts';
import { withoutTermsOf } from '../../../shared/query/edit.ts';
import { parseQuery } from '../../../shared/query/parse.ts';
import type { ReadableDb } from '../../case/database.ts';
import { isCoded } from '../../case/schema.ts';
import type { TaskContext } from '../../task.ts';
import { labelField } from '../labels.ts';
import { type Matching, matching, sizeOf } from '../matching.ts';
import { Blockwise, mostLabels, type Period } from './blockwise.ts';
import { Bucketing } from './bucketing.ts';
import { type Buckets, bucketsOf } from './intervals.ts';
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
  const clock = clockOf(wish.zone);
  const by = wish.by === undefined ? null : labelField(wish.by);
  const choose: ChooseBuckets = ({ from, to }) => bucketsOf(from, to, wish.buckets, clock);
  const { known, buckets, counts, series } =
    countBlockwise(found, wish, by, choose, context) ?? countPiecewise(db, found, wish, by, choose, context);
  return {
    field: wish.field,
    zone: clock.zone,
    unknown: sizeOf(found) - known,
    interval: buckets?.interval ?? null,
    edges: [...(buckets?.edges ?? [])],
    counts: [...counts],
    series: by === null ? null : series,
  };
}

type ChooseBuckets = (period: Period) => Buckets;

/** Entries by the bucket that they are in. */
interface Counted {
  /** How many have a moment that is understood. */
  readonly known: number;
  readonly buckets: Buckets | null;
  readonly counts: Uint32Array;
  readonly series: Series[];
}

const nothing: Counted = { known: 0, buckets: null, counts: new Uint32Array(0), series: [] };

/** What the index counts many entries at a time; null where it has not the times, or the labels, or there are too many of these. */
function countBlockwise(
  found: Matching,
  { field, top }: HistogramWish,
  by: string | null,
  choose: ChooseBuckets,
  context: TaskContext,
): Counted | null {
  if (found.kind !== 'set' || !(by === null || isCoded(by))) return null;
  const times = found.index.times(field);
  const labels = by === null ? null : found.index.coded(by);
  if (times === null || (by !== null && (labels === null || labels.table.length > mostLabels))) return null;
  const spread = new Blockwise(found.set, times, context);
  const period = spread.period();
  if (period === null) return nothing;
  const buckets = choose(period);
  const bucketing = new Bucketing(buckets.edges);
  const stacks = spread.stacks(bucketing, labels);
  const counts = new Uint32Array(bucketing.length);
  const totals = new Uint32Array(labels?.table.length ?? 1);
  const stackOf = (label: number) =>
    stacks.subarray(label * bucketing.length, (label + 1) * bucketing.length);
  for (let label = 0; label < totals.length; label++) totals[label] = addTo(counts, stackOf(label));
  const known = totals.reduce((sum, each) => sum + each, 0);
  if (labels === null) return { known, buckets, counts, series: [] };
  const values = labels.values(context);
  const plan = planSeries(values, totals, top);
  const stacked = new Uint32Array(plan.length * bucketing.length);
  plan.seriesOf.forEach((series, label) => {
    addTo(stacked.subarray(series * bucketing.length), stackOf(label));
  });
  return { known, buckets, counts, series: seriesFrom(values, plan, stacked, bucketing.length) };
}

/** How many were added. */
function addTo(sums: Uint32Array, counts: Uint32Array): number {
  let added = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    (sums[i] as number) += count;
    added += count;
  }
  return added;
}

/** Entry by entry, however they are known and whatever they are labelled by. */
function countPiecewise(
  db: ReadableDb,
  found: Matching,
  { field, top }: HistogramWish,
  by: string | null,
  choose: ChooseBuckets,
  context: TaskContext,
): Counted {
  const spread = spreadOf(db, found, field, by, context);
  const { period, known, totals } = survey(spread);
  if (period === null) return nothing;
  const buckets = choose(period);
  const bucketing = new Bucketing(buckets.edges);
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
  return { known, buckets, counts, series: seriesFrom(spread.values, plan, stacked, length) };
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
