import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef } from 'react';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { rowAfterKey, scrollHeight } from '../../design/scroll-range.ts';
import { useRowScroll } from '../../design/use-row-scroll.ts';
import { strings } from '../../strings.ts';
import { contains, extendedTo, rowAlone, type Selection, toggled } from '../selection.ts';
import type { GridColumnName } from './columns.ts';
import { GridHeader, type Sort } from './grid-header.tsx';
import { cellId, GridRow } from './grid-row.tsx';
import { lettingGo, showColumn } from './staying.ts';
import type { Columns } from './use-columns.ts';
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

  // Keys, commands and links all move the active row; wherever it goes, it is scrolled into view.
  const shown = useRef({ of: props.shown, active: selection.active });
  useEffect(() => {
    const { of, active: before } = shown.current;
    shown.current = { of: props.shown, active: selection.active };
    if (of === props.shown && before !== selection.active) show(Math.min(selection.active, rows - 1));
  }, [selection.active, rows, show, props.shown]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.target !== scroller.current) return;
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const cell = document.getElementById(
        cellId(id, active, activeColumn ?? columns[0]?.name ?? 'entry_id'),
      );
      if (cell === null) return;
      event.preventDefault();
      if (activeColumn === null) props.onActiveColumn(columns[0]?.name ?? null);
      return props.onCellMenu(cell);
    }
    const across = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (across !== 0) {
      event.preventDefault();
      const at = columns.findIndex(({ name }) => name === activeColumn);
      const next =
        columns[Math.min(columns.length - 1, Math.max(0, at + (at === -1 ? Math.max(0, across) : across)))];
      if (next === undefined) return;
      props.onActiveColumn(next.name);
      return showColumn(scroller.current, columns, next.name);
    }
    // Letters are commands, which have keys of their own.
    if (event.key.length === 1 || event.ctrlKey || event.metaKey) return;
    const target = rowAfterKey(event.key, active, extent);
    if (target === null) return;
    event.preventDefault();
    onSelect((before) => (event.shiftKey ? extendedTo(before, target) : rowAlone(target)));
  };

  // Rows hold no focus of their own: the grid has it, and names the active cell by aria-activedescendant.
  const select = (event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
    const clicked = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (clicked === undefined) return null;
    const index = Number(clicked);
    if (cell?.dataset['column']) props.onActiveColumn(cell.dataset['column'] as GridColumnName);
    // A menu opened on the selection is about all of it.
    if (event.type === 'contextmenu' && contains(selection, index)) return cell;
    shown.current = { of: props.shown, active: index };
    onSelect((before) => {
      if (event.shiftKey) return extendedTo(before, index);
      return event.ctrlKey || event.metaKey ? toggled(before, index) : rowAlone(index);
    });
    return cell;
  };
  const keepFocus = (event: MouseEvent) => {
    if (!(event.target as Element).closest('[data-row]')) return;
    event.preventDefault();
    scroller.current?.focus({ preventScroll: true });
  };
  const onContextMenu = (event: MouseEvent) => {
    const cell = select(event);
    if (!cell) return;
    event.preventDefault();
    props.onCellMenu(cell);
  };

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
      onMouseDown={keepFocus}
      onClick={select}
      onDoubleClick={props.onOpen}
      onContextMenu={onContextMenu}
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
