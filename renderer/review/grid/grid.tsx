import { useEffect, useId, useMemo, useRef } from 'react';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { scrollHeight } from '../../design/scroll-range.ts';
import { useRowScroll } from '../../design/use-row-scroll.ts';
import { strings } from '../../strings.ts';
import { contains, type Selection } from '../selection.ts';
import type { GridColumnName } from './columns.ts';
import { GridHeader, type Sort } from './grid-header.tsx';
import { cellId, GridRow } from './grid-row.tsx';
import { lettingGo } from './staying.ts';
import { useActiveInView } from './use-active-in-view.ts';
import type { Columns } from './use-columns.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridPointer } from './use-grid-pointer.ts';
import './grid.css';

const headerHeight = 28;

interface Props {
  /** Names what the rows are of: for another question, nothing is kept of the former position. */
  readonly shown: string;
  readonly rows: number;
  readonly rowHeight: number;
  readonly row: (index: number) => EntryRow | undefined;
  /** Told which rows are in view, `end` excluded. */
  readonly onView: (first: number, end: number) => void;
  readonly columns: Columns;
  /** The zone that times are shown in. */
  readonly zone: string;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  /** The row at the top to begin with. */
  readonly firstRow: number;
  readonly selection: Selection;
  readonly onSelect: (next: (before: Selection) => Selection) => void;
  /** The column of the active cell, if a cell is active. */
  readonly activeColumn: GridColumnName | null;
  readonly onActiveColumn: (column: GridColumnName | null) => void;
  readonly onOpen: () => void;
  /** A menu is wanted for a cell, which is already the active one. */
  readonly onCellMenu: (cell: Element) => void;
  readonly stale: boolean;
}

/** Any number of rows, of which only those in view are in the document. */
export function Grid(props: Props) {
  const { rows, rowHeight, row, onView, selection, onSelect, activeColumn } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const { extent, offset, width, onScroll, show, view } = useRowScroll(
    scroller,
    rows,
    rowHeight,
    headerHeight,
    props.shown,
    props.firstRow,
  );
  const { first, end } = view;
  useEffect(() => onView(first, end), [onView, first, end]);
  const active = Math.min(selection.active, Math.max(0, rows - 1));
  const columns = useMemo(() => lettingGo(props.columns.columns, width), [props.columns.columns, width]);
  const inView = useActiveInView(props.shown, selection.active, rows, show);
  const acts = { onSelect, onActiveColumn: props.onActiveColumn, onCellMenu: props.onCellMenu };
  const onKeyDown = useGridKeys({ grid: scroller, id, extent, active, columns, activeColumn, ...acts });
  const pointer = useGridPointer({ grid: scroller, selection, inView, ...acts });
  const whole = columns.reduce((sum, column) => sum + column.size, 0);
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={strings.review.entries}
      aria-rowcount={rows + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-busy={props.stale}
      aria-activedescendant={activeIn(id, { active, first, end, rows }, activeColumn)}
      tabIndex={0}
      className={props.stale ? 'grid grid-stale' : 'grid'}
      onScroll={onScroll}
      {...pointer}
      onDoubleClick={props.onOpen}
      onKeyDown={onKeyDown}
    >
      <GridHeader
        columns={columns}
        actions={props.columns}
        zone={props.zone}
        sort={props.sort}
        onSort={props.onSort}
      />
      <div role="rowgroup" className="grid-range" style={{ height: scrollHeight(extent), width: whole }}>
        <div role="presentation" className="grid-window" style={{ height: extent.viewport }}>
          {Array.from({ length: end - first }, (_, place) => first + place).map((index) => (
            <GridRow
              key={index}
              grid={id}
              index={index}
              top={index * rowHeight - offset}
              height={rowHeight}
              entry={row(index)}
              columns={columns}
              zone={props.zone}
              active={index === active}
              activeColumn={index === active ? activeColumn : null}
              selected={contains(selection, index)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface ActivePlace {
  readonly active: number;
  readonly first: number;
  readonly end: number;
  readonly rows: number;
}

/** Only an element in the document can be referred to. */
function activeIn(id: string, place: ActivePlace, column: GridColumnName | null): string | undefined {
  const { active, first, end, rows } = place;
  if (rows === 0 || active < first || active >= end) return undefined;
  return column === null ? `${id}-${active}` : cellId(id, active, column);
}
