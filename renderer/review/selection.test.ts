import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allOf,
  clicked,
  contains,
  countSelected,
  extendedTo,
  firstRow,
  readSelection,
  rowAlone,
  type Selection,
  selectedRanges,
  toggled,
} from './selection.ts';

const ranges = (selection: Selection, rows = 100) =>
  selectedRanges(selection, rows).map(({ first, last }) => [first, last]);

describe('a selection', () => {
  it('reaches from where it was begun to where the keys are, either way', () => {
    const begun = rowAlone(5);
    expect(ranges(extendedTo(begun, 9))).toEqual([[5, 9]]);
    expect(ranges(extendedTo(extendedTo(begun, 9), 2))).toEqual([[2, 5]]);
  });

  it('holds further ranges beside it, which another row joins', () => {
    const two = extendedTo(toggled(extendedTo(rowAlone(1), 3), 7), 9);
    expect(ranges(two)).toEqual([
      [1, 3],
      [7, 9],
    ]);
    expect(ranges(extendedTo(toggled(two, 4), 6))).toEqual([[1, 9]]);
  });

  it('loses one row out of its middle', () => {
    const holed = toggled(extendedTo(rowAlone(1), 5), 3);
    expect(ranges(holed)).toEqual([
      [1, 2],
      [4, 5],
    ]);
  });

  it('is the row that was clicked, reaches to it with Shift, and takes it in or out with Ctrl or Cmd', () => {
    const keys = { shiftKey: false, ctrlKey: false, metaKey: false };
    const begun = rowAlone(5);
    expect(ranges(clicked(begun, 9, keys))).toEqual([[9, 9]]);
    expect(ranges(clicked(begun, 9, { ...keys, shiftKey: true }))).toEqual([[5, 9]]);
    for (const key of ['ctrlKey', 'metaKey']) {
      const both = clicked(begun, 9, { ...keys, [key]: true });
      expect(ranges(both)).toEqual([
        [5, 5],
        [9, 9],
      ]);
      expect(ranges(clicked(both, 9, { ...keys, [key]: true }))).toEqual([[5, 5]]);
    }
  });

  it('of all is all there will be', () => {
    const all = allOf(rowAlone(7));
    expect([countSelected(all, 10), countSelected(all, 1_000_000), all.active]).toEqual([10, 1_000_000, 7]);
  });

  it('does not reach beyond the result', () => {
    expect(ranges(extendedTo(rowAlone(3), 50), 10)).toEqual([[3, 9]]);
    expect(ranges(rowAlone(50), 10)).toEqual([[9, 9]]);
    expect(ranges(rowAlone(0), 0)).toEqual([]);
  });

  it('is what the rows say one by one, after any steps', () => {
    const step = fc.oneof(
      fc.nat(30).map((row) => (selection: Selection) => toggled(selection, row)),
      fc.nat(30).map((row) => (selection: Selection) => extendedTo(selection, row)),
      fc.nat(30).map((row) => () => rowAlone(row)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const selection = steps.reduce((now, next) => next(now), firstRow);
        const rows = Array.from({ length: 31 }, (_, row) => row).filter((row) => contains(selection, row));
        expect(countSelected(selection, 31)).toBe(rows.length);
        expect(contains(selection, selection.active)).toBe(true);
        expect(readSelection(JSON.parse(JSON.stringify(selection)))).toEqual(selection);
      }),
    );
  });

  it.each([null, 7, { active: -1, anchor: 0 }, { active: 1.5, anchor: 0 }])(
    'that was stored as %j is the first row',
    (stored) => {
      expect(readSelection(stored)).toEqual(firstRow);
    },
  );
});
