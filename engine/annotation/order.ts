/**
 * Where an event stands among the events of all copies of a case. The later event prevails, by the clock of the machine
 * that it was written on; but never before an event that was in its own copy when it was written, however the clocks
 * run. So two copies that have exchanged their events say the same of every entry, whoever imported first.
 *
 * (A hybrid logical clock: Kulkarni et al., "Logical Physical Clocks", 2014.)
 */
export interface Order {
  /** Milliseconds since 1970-01-01 UTC: the latest time stated by the event or by any before it. */
  readonly time: number;
  /** Counts the events that share that time for want of a later one. */
  readonly count: number;
}

export const beforeAll: Order = { time: Number.NEGATIVE_INFINITY, count: 0 };

/** The order of an event that is written at `time` in a copy whose events so far reach to `last`. */
export function orderAfter(last: Order, time: number): Order {
  return time > last.time ? { time, count: 0 } : { time: last.time, count: last.count + 1 };
}

export function compareOrder(a: Order, b: Order): number {
  return a.time - b.time || a.count - b.count;
}

export function laterOrder(a: Order, b: Order): Order {
  return compareOrder(a, b) < 0 ? b : a;
}
