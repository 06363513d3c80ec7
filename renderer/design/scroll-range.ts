/**
 * Browsers clamp an element's height (Chromium near 33.5 million px, Firefox near 17.8), so ten million rows cannot be
 * one tall element. The scrollbar then stands for the rows: its range is scaled, and where the rows are is an offset of
 * its own, in unscaled pixels.
 */
export const tallest = 8_000_000;

export interface Extent {
  readonly rows: number;
  /** In pixels, like all below. */
  readonly rowHeight: number;
  /** Of the part of the grid that shows rows. */
  readonly viewport: number;
}

/** The height of all rows. */
function contentHeight({ rows, rowHeight }: Extent): number {
  return rows * rowHeight;
}

/** The height that the scrolled element gets. */
export function scrollHeight(extent: Extent): number {
  return Math.min(contentHeight(extent), Math.max(tallest, extent.viewport));
}

export function isScaled(extent: Extent): boolean {
  return contentHeight(extent) > scrollHeight(extent);
}

export function largestOffset(extent: Extent): number {
  return Math.max(0, contentHeight(extent) - extent.viewport);
}

export function clampOffset(extent: Extent, offset: number): number {
  return Math.min(Math.max(0, offset), largestOffset(extent));
}

/** Where the scrollbar stands for an offset. */
export function scrollTopOf(extent: Extent, offset: number): number {
  if (!isScaled(extent)) return offset;
  return (offset / largestOffset(extent)) * (scrollHeight(extent) - extent.viewport);
}

/**
 * The offset after the browser moved the scrollbar. A move of less than a screen, as by a finger or a held arrow, moves
 * the rows by as many pixels; a longer one, as by dragging the scrollbar, goes to that share of the whole.
 */
export function offsetAfterScroll(extent: Extent, offset: number, before: number, now: number): number {
  if (!isScaled(extent)) return clampOffset(extent, now);
  const range = scrollHeight(extent) - extent.viewport;
  if (now <= 0) return 0;
  if (now >= range - 1) return largestOffset(extent);
  if (Math.abs(now - before) < extent.viewport) return clampOffset(extent, offset + now - before);
  return clampOffset(extent, (now / range) * largestOffset(extent));
}

/** The rows that are wholly or partly in the viewport: the first, and the one after the last. */
export function rowsInView(extent: Extent, offset: number): { readonly first: number; readonly end: number } {
  const first = Math.min(extent.rows, Math.max(0, Math.floor(offset / extent.rowHeight)));
  const end = Math.min(extent.rows, Math.ceil((offset + extent.viewport) / extent.rowHeight));
  return { first, end: Math.max(first, end) };
}

/** The offset nearest to this one at which the row is wholly in view. */
export function offsetShowing(extent: Extent, offset: number, row: number): number {
  const top = row * extent.rowHeight;
  if (top < offset) return clampOffset(extent, top);
  const bottom = top + extent.rowHeight;
  if (bottom > offset + extent.viewport) return clampOffset(extent, bottom - extent.viewport);
  return clampOffset(extent, offset);
}

/** Where a key takes the active row, or null for a key that does not move it. */
export function rowAfterKey(key: string, row: number, { rows, rowHeight, viewport }: Extent): number | null {
  const page = Math.max(1, Math.floor(viewport / rowHeight) - 1);
  const target = moves.get(key)?.(row, page, rows);
  return target === undefined ? null : Math.min(Math.max(0, target), Math.max(0, rows - 1));
}

const moves = new Map<string, (row: number, page: number, rows: number) => number>([
  ['j', (row) => row + 1],
  ['J', (row) => row + 1],
  ['ArrowDown', (row) => row + 1],
  ['k', (row) => row - 1],
  ['K', (row) => row - 1],
  ['ArrowUp', (row) => row - 1],
  ['PageDown', (row, page) => row + page],
  ['PageUp', (row, page) => row - page],
  ['Home', () => 0],
  ['End', (_row, _page, rows) => rows - 1],
]);
