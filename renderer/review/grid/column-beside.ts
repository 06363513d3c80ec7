import type { GridColumnName } from './columns.ts';

/** The column that an arrow leads to; the first one, either way, while no cell is active. Null if there are none. */
export function columnBeside(
  columns: readonly { readonly name: GridColumnName }[],
  active: GridColumnName | null,
  step: -1 | 1,
): GridColumnName | null {
  const at = columns.findIndex(({ name }) => name === active);
  const next = at === -1 ? 0 : Math.min(columns.length - 1, Math.max(0, at + step));
  return columns[next]?.name ?? null;
}
