import type { Interval } from '../../../shared/contract/analysis-operations.ts';
import { zonedTimeText } from '../../time/zoned-time.ts';

/** How many letters of `2025-11-04 14:10:31.847` an interval of the unit needs. */
const precisions: Readonly<Record<Interval['unit'], number>> = {
  year: 4,
  month: 7,
  week: 10,
  day: 10,
  hour: 16,
  minute: 16,
  second: 19,
  millisecond: 23,
};

/** Where a bucket begins, as precisely as its interval, in the zone. */
export function edgeText(ms: number, { unit }: Interval, zone: string): string {
  return zonedTimeText(new Date(ms).toISOString(), zone).slice(0, precisions[unit]);
}

/** From where a bucket begins to where it ends. */
export function bucketText(from: number, before: number, interval: Interval, zone: string): string {
  const start = edgeText(from, interval, zone);
  const end = edgeText(before - 1, interval, zone);
  return start === end ? start : `${start} – ${edgeText(before, interval, zone)}`;
}
