import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { useStoredState } from '../../session/stored-state.ts';
import { type GridColumn, type GridColumnName, gridColumns } from './columns.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, columnVisibilityFeature });
const helper = createColumnHelper<typeof features, EntryRow>();
const definitions = helper.columns(
  gridColumns.map((column) =>
    helper.display({
      id: column.name,
      header: column.heading,
      size: column.width,
      minSize: 48,
      maxSize: 900,
    }),
  ),
);
const byName = new Map<string, GridColumn>(gridColumns.map((column) => [column.name, column]));
/** Rows are fetched by the grid itself, page by page; the table knows the columns alone. */
const noRows: EntryRow[] = [];

export interface PlacedColumn extends GridColumn {
  /** Now, in pixels. */
  readonly size: number;
  readonly onResize: (event: unknown) => void;
  readonly resizing: boolean;
  readonly resizeBy: (pixels: number) => void;
}

/** Which columns are shown and how wide, kept across sessions. */
export function useColumns() {
  const [visible, setVisible] = useStoredState<Record<string, boolean>>(
    'columns.shown',
    shownAtFirst,
    readFlags,
  );
  const [sizes, setSizes] = useStoredState<Record<string, number>>('columns.width', {}, readSizes);
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    columnResizeMode: 'onChange',
    state: { columnVisibility: visible, columnSizing: sizes },
    onColumnVisibilityChange: setVisible,
    onColumnSizingChange: setSizes,
  });
  const placed: PlacedColumn[] = [];
  for (const header of table.getFlatHeaders()) {
    const column = byName.get(header.column.id);
    if (!column) continue;
    const size = header.getSize();
    placed.push({
      ...column,
      size,
      onResize: header.getResizeHandler(),
      resizing: header.column.getIsResizing(),
      resizeBy: (pixels) =>
        setSizes((before) => ({ ...before, [column.name]: Math.min(900, Math.max(48, size + pixels)) })),
    });
  }
  const shown = gridColumns.map(({ name }) => name).filter((name) => visible[name] ?? true);
  const show = (names: readonly string[]) =>
    setVisible(Object.fromEntries(gridColumns.map(({ name }) => [name, names.includes(name)])));
  return { columns: placed, shown, show };
}

const shownAtFirst: Record<string, boolean> = Object.fromEntries(
  gridColumns.map(({ name, shown }) => [name, shown]),
);

function readFlags(stored: unknown): Record<GridColumnName, boolean> | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const flags = stored as Record<string, unknown>;
  const entries = gridColumns.map(({ name, shown }) => [
    name,
    typeof flags[name] === 'boolean' ? flags[name] : shown,
  ]);
  return Object.fromEntries(entries) as Record<GridColumnName, boolean>;
}

function readSizes(stored: unknown): Record<string, number> | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const sizes = Object.entries(stored).filter(
    ([name, size]) => byName.has(name) && typeof size === 'number' && size >= 48 && size <= 900,
  );
  return Object.fromEntries(sizes);
}
