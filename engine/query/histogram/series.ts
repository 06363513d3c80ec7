import type { Series } from '../../../shared/contract/analysis-operations.ts';
import type { TaskContext } from '../../task.ts';
import { type Labels, noLabel } from '../labels.ts';
import { noBucket } from './bucketing.ts';

/** Series numbers above those of the values. */
interface Plan {
  /** Label to series. */
  readonly seriesOf: Int32Array;
  /** Labels with a series of their own, the most frequent first; equally frequent ones by value. */
  readonly chosen: readonly number[];
  readonly others: number;
  readonly none: number;
}

/**
 * Counts by bucket and value: a series for each of the `top` most frequent values among the entries that are in a bucket, one for the
 * others together, one for entries without a value.
 *
 * @param buckets by place among the entries; `length` of them
 */
export function seriesOf(
  labels: Labels,
  buckets: Int32Array,
  length: number,
  top: number,
  context: TaskContext,
): Series[] {
  const plan = planOf(labels, buckets, top);
  context.checkCancelled();
  const counts = new Uint32Array((plan.none + 1) * length);
  const count = (place: number, label: number) => {
    const bucket = buckets[place] as number;
    if (bucket === noBucket) return;
    const series = label === noLabel ? plan.none : (plan.seriesOf[label] as number);
    (counts[series * length + bucket] as number)++;
  };
  eachLabel(labels, count);
  const made = (kind: Series['kind'], value: string, series: number): Series => {
    const own = [...counts.subarray(series * length, (series + 1) * length)];
    return { kind, value, count: own.reduce((sum, each) => sum + each, 0), counts: own };
  };
  return [
    ...plan.chosen.map((label, series) => made('value', labels.values[label] as string, series)),
    made('others', '', plan.others),
    made('none', '', plan.none),
  ].filter((series) => series.count > 0);
}

function planOf(labels: Labels, buckets: Int32Array, top: number): Plan {
  const { values } = labels;
  const totals = new Uint32Array(values.length);
  const count = (place: number, label: number) => {
    if (label !== noLabel && buckets[place] !== noBucket) (totals[label] as number)++;
  };
  eachLabel(labels, count);
  const counted: number[] = [];
  totals.forEach((total, label) => {
    if (total > 0) counted.push(label);
  });
  const before = (a: number, b: number) =>
    (totals[b] as number) - (totals[a] as number) || ((values[a] as string) < (values[b] as string) ? -1 : 1);
  const chosen = counted.sort(before).slice(0, top);
  const seriesOf = new Int32Array(values.length).fill(chosen.length);
  chosen.forEach((label, series) => {
    seriesOf[label] = series;
  });
  return { seriesOf, chosen, others: chosen.length, none: chosen.length + 1 };
}

function eachLabel({ labels, further }: Labels, take: (place: number, label: number) => void): void {
  for (let place = 0; place < labels.length; place++) take(place, labels[place] as number);
  for (const { place, label } of further) take(place, label);
}
