import type { Spans } from '../batch/column-data.ts';

/** Records of a run: so many rows are bound at once. */
export const rowsAtOnce = 32;

/**
 * How far values that stand within a run are from each other at most, wherever a run of these records begins: found by blocks, and so
 * sometimes more than it is. NaN is no value. Infinity where values are not whole numbers.
 */
export function extentOfRuns(values: Float64Array, count: number): number {
  const extents = new Extents();
  for (let from = 0; from < count; from += rowsAtOnce) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = from; i < Math.min(from + rowsAtOnce, count); i++) {
      const value = values[i] as number;
      if (Number.isNaN(value)) continue;
      if (!Number.isSafeInteger(value)) return Number.POSITIVE_INFINITY;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    extents.add(least, most);
  }
  return extents.most;
}

/** The same of the places of texts. */
export function extentOfTexts(spans: readonly Spans[], count: number): number {
  const extents = new Extents();
  for (let from = 0; from < count; from += rowsAtOnce) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (const { starts, ends } of spans) {
      for (let i = from; i < Math.min(from + rowsAtOnce, count); i++) {
        const start = starts[i] as number;
        if (start < 0) continue;
        if (start < least) least = start;
        if ((ends[i] as number) > most) most = ends[i] as number;
      }
    }
    extents.add(least, most);
  }
  return extents.most;
}

/** A run lies in two blocks that follow each other, at most. */
class Extents {
  most = 0;
  private least = Number.POSITIVE_INFINITY;
  private highest = Number.NEGATIVE_INFINITY;

  add(least: number, highest: number): void {
    const extent = Math.max(this.highest, highest) - Math.min(this.least, least);
    if (extent > this.most) this.most = extent;
    this.least = least;
    this.highest = highest;
  }
}
