import type { PlacedColumn } from './use-columns.ts';

/** A column that stays, and the last of those: where the others disappear under it there is a line. */
export function cellClass(columns: readonly PlacedColumn[], place: number): string {
  if (columns[place]?.stays == null) return 'grid-cell';
  const isLast = (columns[place + 1]?.stays ?? null) === null;
  return isLast ? 'grid-cell grid-frozen grid-edge' : 'grid-cell grid-frozen';
}
