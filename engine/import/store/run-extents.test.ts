import fc from 'fast-check';
import { expect, it } from 'vitest';
import { extentOfRuns, extentOfTexts, rowsAtOnce } from './run-extents.ts';

/** The largest distance within any run, looked at one by one. */
function widestRun(low: readonly number[], high: readonly number[]): number {
  let most = 0;
  for (let from = 0; from < low.length; from++) {
    const known = (each: number) => !Number.isNaN(each);
    const least = Math.min(...low.slice(from, from + rowsAtOnce).filter(known));
    const highest = Math.max(...high.slice(from, from + rowsAtOnce).filter(known));
    most = Math.max(most, highest - least);
  }
  return most;
}

const value = fc.oneof(fc.integer(), fc.integer({ min: 0, max: 90 }), fc.constant(Number.NaN));

it('is never less than that of any run, and that of all at most', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 150 }), (values) => {
      const extent = extentOfRuns(Float64Array.from(values), values.length);
      const whole = values.filter((each) => !Number.isNaN(each));
      expect(extent).toBeGreaterThanOrEqual(widestRun(values, values));
      expect(extent).toBeLessThanOrEqual(Math.max(0, Math.max(...whole) - Math.min(...whole)));
    }),
  );
});

it('tells numbers that are not whole', () => {
  expect(extentOfRuns(Float64Array.of(1, 1.5), 2)).toBe(Number.POSITIVE_INFINITY);
  expect(extentOfRuns(Float64Array.of(1, 1.5), 1)).toBe(0);
});

it('reaches over the texts of all columns', () => {
  const text = fc.tuple(fc.integer({ min: -1, max: 5000 }), fc.nat({ max: 90 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 100 }), (rows) => {
      const spans = [0, 1].map((column) => ({
        starts: Int32Array.from(rows, (row) => row[column]?.[0] ?? -1),
        ends: Int32Array.from(rows, (row) => (row[column]?.[0] ?? 0) + (row[column]?.[1] ?? 0)),
        ascii: true,
      }));
      const stated = rows.map((row) => row.filter(([start]) => start >= 0));
      const low = stated.map((texts) =>
        texts.length === 0 ? Number.NaN : Math.min(...texts.map(([start]) => start)),
      );
      const high = stated.map((texts) =>
        texts.length === 0 ? Number.NaN : Math.max(...texts.map(([start, length]) => start + length)),
      );
      expect(extentOfTexts(spans, rows.length)).toBeGreaterThanOrEqual(widestRun(low, high));
    }),
  );
});
