import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type Dispatch, type SetStateAction, useMemo } from 'react';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { useStoredState } from '../../session/stored-state.ts';
import { type ColumnPlan, moved, narrowest, planAtFirst, readPlan, shownOf, widest } from './column-plan.ts';
import { type GridColumn, type GridColumnName, gridColumns } from './columns.ts';

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
  columnPinningFeature,
});
const helper = createColumnHelper<typeof features, EntryRow>();
const definitions = helper.columns(
  gridColumns.map((column) =>
    helper.display({
      id: column.name,
      header: column.heading,
      size: column.width,
      minSize: narrowest,
      maxSize: widest,
    }),
  ),
);
const byName = new Map<string, GridColumn>(gridColumns.map((column) => [column.name, column]));
/** The grid itself fetches rows, page by page; the table only knows the columns. */
const noRows: EntryRow[] = [];

export interface PlacedColumn extends GridColumn {
  /** Now, in pixels. */
  readonly size: number;
  /** Pixels from the left edge, if it is pinned; null if it scrolls. */
  readonly stays: number | null;
  readonly onResize: (event: unknown) => void;
  readonly resizing: boolean;
}

export type Columns = ReturnType<typeof actionsOn> & {
  readonly columns: readonly PlacedColumn[];
  readonly plan: ColumnPlan;
};

/** Which columns are shown, in what order, how wide, and which are pinned: kept across sessions. */
export function useColumns(): Columns {
  const [plan, setPlan] = useStoredState<ColumnPlan>('columns', planAtFirst, readPlan);
  const state = useMemo(
    () => ({
      columnVisibility: Object.fromEntries(
        gridColumns.map(({ name }) => [name, !plan.hidden.includes(name)]),
      ),
      columnSizing: { ...plan.widths },
      columnOrder: [...plan.order],
      columnPinning: { start: [...plan.pinned], end: [] },
    }),
    [plan],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    columnResizeMode: 'onChange',
    state,
    onColumnSizingChange: (next) =>
      setPlan((before) => ({
        ...before,
        widths: typeof next === 'function' ? next({ ...before.widths }) : next,
      })),
  });
  const { columnResizing } = table.state;
  // The header is redrawn only if these change, and not with every row.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the table says follows from the plan and from a resize under way
  return useMemo(() => {
    const columns = placed(table.getFlatHeaders(), plan);
    return { columns, plan, ...actionsOn(columns, setPlan) };
  }, [plan, columnResizing, setPlan]);
}

type Headers = ReturnType<ReturnType<typeof useTable<typeof features, EntryRow>>['getFlatHeaders']>;

function placed(headers: Headers, plan: ColumnPlan): readonly PlacedColumn[] {
  const columns: PlacedColumn[] = [];
  let left = 0;
  for (const header of headers) {
    const column = byName.get(header.column.id);
    if (!column) continue;
    const size = header.getSize();
    const stays = plan.pinned.includes(column.name) ? left : null;
    if (stays !== null) left += size;
    columns.push({
      ...column,
      size,
      stays,
      onResize: header.getResizeHandler(),
      resizing: header.column.getIsResizing(),
    });
  }
  return columns;
}

function actionsOn(columns: readonly PlacedColumn[], setPlan: Dispatch<SetStateAction<ColumnPlan>>) {
  const shown = columns.map(({ name }) => name);
  return {
    show: (names: readonly string[]) => setPlan((before) => shownOf(before, names)),
    hide: (name: GridColumnName) => setPlan((before) => ({ ...before, hidden: [...before.hidden, name] })),
    pin: (name: GridColumnName, stays: boolean) =>
      setPlan((before) => {
        const others = before.pinned.filter((each) => each !== name);
        return { ...before, pinned: stays ? [...others, name] : others };
      }),
    /** Moves it before or after its neighbour among the visible columns. */
    moveBy: (name: GridColumnName, by: -1 | 1) => {
      const neighbour = shown[shown.indexOf(name) + by];
      if (neighbour !== undefined) setPlan((before) => moved(before, name, neighbour));
    },
    moveTo: (name: GridColumnName, place: GridColumnName) => setPlan((before) => moved(before, name, place)),
    resize: (name: GridColumnName, size: number) =>
      setPlan((before) => ({
        ...before,
        widths: { ...before.widths, [name]: Math.min(widest, Math.max(narrowest, size)) },
      })),
    arrange: setPlan as (plan: ColumnPlan) => void,
    reset: () => setPlan(planAtFirst),
  };
}
