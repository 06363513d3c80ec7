import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clampOffset,
  type Extent,
  isScaled,
  largestOffset,
  offsetAfterScroll,
  offsetShowing,
  rowAfterKey,
  rowsInView,
  scrollHeight,
  scrollTopOf,
  tallest,
} from './scroll-range.ts';

const extents = fc.record({
  rows: fc.integer({ min: 1, max: 20_000_000 }),
  rowHeight: fc.constantFrom(22, 28, 36),
  viewport: fc.integer({ min: 40, max: 2400 }),
});
const extentAndRow = extents.chain((extent) =>
  fc.record({ extent: fc.constant(extent), row: fc.integer({ min: 0, max: extent.rows - 1 }) }),
);

describe('the range of the scrollbar', () => {
  test('is the height of all rows while a browser can hold that', () => {
    expect(scrollHeight({ rows: 1000, rowHeight: 28, viewport: 700 })).toBe(28_000);
  });

  test('stays within what a browser can hold for ten million rows', () => {
    const extent = { rows: 10_000_000, rowHeight: 36, viewport: 700 };
    expect(isScaled(extent)).toBe(true);
    expect(scrollHeight(extent)).toBe(tallest);
  });

  test('stands at its ends where the rows do', () => {
    fc.assert(
      fc.property(extents, (extent) => {
        const range = Math.max(0, scrollHeight(extent) - extent.viewport);
        expect(scrollTopOf(extent, 0)).toBe(0);
        expect(scrollTopOf(extent, largestOffset(extent))).toBeCloseTo(range, 6);
      }),
    );
  });
});

describe('showing a row', () => {
  test('every row of any number can be brought wholly into view', () => {
    fc.assert(
      fc.property(extentAndRow, fc.double({ min: 0, max: 1, noNaN: true }), ({ extent, row }, share) => {
        const before = share * largestOffset(extent);
        const offset = offsetShowing(extent, before, row);
        const { first, end } = rowsInView(extent, offset);
        expect(row).toBeGreaterThanOrEqual(first);
        expect(row).toBeLessThan(end);
        const top = row * extent.rowHeight - offset;
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top + extent.rowHeight).toBeLessThanOrEqual(extent.viewport + 1e-6);
      }),
    );
  });

  test('what is in view already does not move', () => {
    const extent = { rows: 10_000_000, rowHeight: 28, viewport: 700 };
    expect(offsetShowing(extent, 140_000_000, 5_000_003)).toBe(140_000_000);
  });
});

describe('after the browser scrolled', () => {
  const huge: Extent = { rows: 10_000_000, rowHeight: 28, viewport: 700 };

  test('a small move shifts the rows by as many pixels, however the range is scaled', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: tallest - 2000 }),
        fc.integer({ min: -699, max: 699 }),
        (from, by) => {
          const offset = 140_000_000;
          expect(offsetAfterScroll(huge, offset, from, from + by)).toBe(offset + by);
        },
      ),
    );
  });

  test('a long move goes to that share of all rows', () => {
    const range = scrollHeight(huge) - huge.viewport;
    expect(offsetAfterScroll(huge, 0, 0, range / 2)).toBeCloseTo(largestOffset(huge) / 2, 3);
  });

  test('the ends of the scrollbar are the first and the last row', () => {
    const range = scrollHeight(huge) - huge.viewport;
    expect(offsetAfterScroll(huge, 123_456_789, 100, 0)).toBe(0);
    const offset = offsetAfterScroll(huge, 123_456_789, range - 300, range);
    expect(rowsInView(huge, offset).end).toBe(huge.rows);
  });

  test('an unscaled range is the scrollbar itself', () => {
    const small = { rows: 100, rowHeight: 28, viewport: 700 };
    expect(offsetAfterScroll(small, 0, 0, 1234)).toBe(1234);
    expect(offsetAfterScroll(small, 0, 0, 99_999)).toBe(clampOffset(small, 99_999));
  });
});

describe('keys', () => {
  const extent = { rows: 1_000_000, rowHeight: 28, viewport: 700 };

  test.each([
    ['j', 500_001],
    ['ArrowDown', 500_001],
    ['k', 499_999],
    ['ArrowUp', 499_999],
    ['Home', 0],
    ['End', 999_999],
    ['PageDown', 500_024],
    ['PageUp', 499_976],
  ])('%s from row 500,000 goes to %i', (key, row) => {
    expect(rowAfterKey(key, 500_000, extent)).toBe(row);
  });

  test('none leads beyond the first or the last row', () => {
    expect(rowAfterKey('k', 0, extent)).toBe(0);
    expect(rowAfterKey('PageDown', 999_998, extent)).toBe(999_999);
  });

  test('other keys do not move', () => {
    expect(rowAfterKey('x', 5, extent)).toBeNull();
    expect(rowAfterKey('toString', 5, extent)).toBeNull();
  });
});
