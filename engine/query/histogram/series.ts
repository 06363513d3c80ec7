import type { Series } from '../../../shared/contract/analysis-operations.ts';
import type { FieldValues } from '../counted-values.ts';
import { noLabel } from '../labels.ts';

/** Which values have a series of their own, and the numbers of the series. */
export interface Plan {
  /** By label, its series. */
  readonly seriesOf: Uint32Array;
  /** Labels with a series of their own, the most frequent first; equally frequent ones by value. */
  readonly chosen: readonly number[];
  /** How many series there are: of the chosen, of the others together, of no value. */
  readonly length: number;
}

/** @param totals by label, how many entries that stand in a bucket have it */
export function planSeries(values: FieldValues, totals: Uint32Array, top: number): Plan {
  const counted: number[] = [];
  for (let label = noLabel + 1; label < totals.length; label++)
    if ((totals[label] as number) > 0) counted.push(label);
  const order = (a: number, b: number) =>
    (totals[b] as number) - (totals[a] as number) || (values.precedes(a, b) ? -1 : 1);
  const chosen = counted.sort(order).slice(0, top);
  const seriesOf = new Uint32Array(totals.length).fill(chosen.length);
  chosen.forEach((label, series) => {
    seriesOf[label] = series;
  });
  seriesOf[noLabel] = chosen.length + 1;
  return { seriesOf, chosen, length: chosen.length + 2 };
}

/** Those of the series that hold anything. @param counts by series, and by bucket in each */
export function seriesFrom(
  values: FieldValues,
  { chosen }: Plan,
  counts: Uint32Array,
  buckets: number,
): Series[] {
  const made = (kind: Series['kind'], value: string, series: number): Series => {
    const own = [...counts.subarray(series * buckets, (series + 1) * buckets)];
    return { kind, value, count: own.reduce((sum, each) => sum + each, 0), counts: own };
  };
  return [
    ...chosen.map((label, series) => made('value', values.text(label), series)),
    made('others', '', chosen.length),
    made('none', '', chosen.length + 1),
  ].filter(({ count }) => count > 0);
}
