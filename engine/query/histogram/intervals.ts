import type { Interval } from '../../../shared/contract/analysis-operations.ts';
import type { ZoneClock } from '../../../shared/time/zone.ts';
import { wallClock } from './zone.ts';

const day = 86_400_000;
/** 1970-01-01 was a Thursday: the Monday before. */
const firstMonday = -3 * day;

/** Milliseconds of the units that are the same everywhere. */
const fixed = { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000 } as const;

/** The intervals that people read easily, from the shortest, and how long one is at most. */
const intervals: readonly (Interval & { readonly length: number })[] = [
  ...each('millisecond', 1, [1, 2, 5, 10, 20, 50, 100, 200, 500]),
  ...each('second', fixed.second, [1, 2, 5, 10, 15, 30]),
  ...each('minute', fixed.minute, [1, 2, 5, 10, 15, 30]),
  ...each('hour', fixed.hour, [1, 2, 3, 6, 12]),
  ...each('day', day, [1]),
  ...each('week', 7 * day, [1, 2]),
  ...each('month', 31 * day, [1, 3, 6]),
  ...each('year', 366 * day, [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]),
];

function each(unit: Interval['unit'], length: number, steps: readonly number[]) {
  return steps.map((step) => ({ unit, step, length: length * step }));
}

export interface Buckets {
  readonly interval: Interval;
  /** One more than buckets; ascending, UTC. */
  readonly edges: Float64Array;
}

/**
 * The buckets of the smallest interval that covers `first` to `last`, milliseconds since 1970 UTC, with `most` of them. Intervals of days
 * and more follow the calendar of the zone, so that a day of 23 hours is one bucket; shorter ones are all equally long,
 * and begin where that begins at the zone's clock on the first day.
 */
export function bucketsOf(first: number, last: number, most: number, clock: ZoneClock): Buckets {
  for (const { unit, step, length } of intervals) {
    if ((last - first) / length > most + 1) continue;
    const edges = edgesOf({ unit, step }, first, last, clock);
    if (edges.length - 1 <= most) return { interval: { unit, step }, edges: Float64Array.from(edges) };
  }
  return { interval: { unit: 'year', step: 10_000 }, edges: Float64Array.of(first, last + 1) };
}

function edgesOf({ unit, step }: Interval, first: number, last: number, clock: ZoneClock): number[] {
  const wall = clock.wallTime(first);
  if (unit in fixed) {
    const length = fixed[unit as keyof typeof fixed] * step;
    const since = Math.floor(wall / day) * day;
    let edge = first - ((wall - since) % length);
    const edges = [edge];
    while (edge <= last) {
      edge += length;
      edges.push(edge);
    }
    return edges;
  }
  const begins = calendar(unit, step, wall);
  const edges: number[] = [];
  for (let n = 0; ; n++) {
    const edge = clock.utcOf(begins(n));
    // A whole day can be skipped by a zone that changes sides of the date line.
    if (edges.length === 0 || edge > (edges.at(-1) as number)) edges.push(edge);
    if (edge > last) return edges;
  }
}

/** Where, by the clock on the wall, the interval begins that holds `wall`, and the n-th after it. */
function calendar(unit: Interval['unit'], step: number, wall: number): (n: number) => number {
  const at = new Date(wall);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  if (unit === 'year') {
    const from = Math.floor(year / step) * step;
    return (n) => wallClock(from + n * step, 0, 1);
  }
  if (unit === 'month') {
    const from = Math.floor(month / step) * step;
    return (n) => wallClock(year, from + n * step, 1);
  }
  const length = (unit === 'week' ? 7 : 1) * step * day;
  const origin = unit === 'week' ? firstMonday : 0;
  const from = Math.floor((wall - origin) / length) * length + origin;
  return (n) => from + n * length;
}
