import type { GridColumnName } from './columns.ts';
import type { PlacedColumn } from './use-columns.ts';

/** Pinned columns leave this share of the width to the others. */
const mostOfWidth = 0.6;

/**
 * If pinned columns would take nearly all of a narrow grid, only the first of them stay: as many as leave room, and
 * at least one.
 */
export function lettingGo(columns: readonly PlacedColumn[], width: number): readonly PlacedColumn[] {
  if (width === 0) return columns;
  let taken = 0;
  return columns.map((column) => {
    if (column.stays === null) return column;
    taken += column.size;
    return column.stays === 0 || taken <= width * mostOfWidth ? column : { ...column, stays: null };
  });
}

/** Scrolls sideways until the column is wholly in view beside the pinned ones. */
export function showColumn(
  scroller: HTMLElement | null,
  columns: readonly PlacedColumn[],
  name: GridColumnName,
): void {
  const column = columns.find((each) => each.name === name);
  if (scroller === null || column === undefined || column.stays !== null) return;
  const staying = columns.reduce((sum, { size, stays }) => sum + (stays === null ? 0 : size), 0);
  let left = 0;
  for (const each of columns) {
    if (each.name === name) break;
    left += each.size;
  }
  const right = left + column.size;
  if (left - staying < scroller.scrollLeft) scroller.scrollLeft = left - staying;
  else if (right > scroller.scrollLeft + scroller.clientWidth)
    scroller.scrollLeft = right - scroller.clientWidth;
}
