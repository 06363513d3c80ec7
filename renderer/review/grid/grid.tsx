import { type KeyboardEvent, type MouseEvent, memo, useEffect, useId, useRef } from 'react';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { strings } from '../../strings.ts';
import { cellContent } from './cell.tsx';
import { frozenColumn } from './columns.ts';
import { GridHeader, type Sort } from './grid-header.tsx';
import { rowAfterKey, scrollHeight } from './scroll-range.ts';
import type { PlacedColumn } from './use-columns.ts';
import { useGridScroll } from './use-grid-scroll.ts';
import './grid.css';

const headerHeight = 28;

/** From the row that was picked first to the one that is active, both included. */
export interface Picked {
  readonly anchor: number;
  readonly active: number;
}

interface Props {
  readonly rows: number;
  readonly rowHeight: number;
  readonly row: (index: number) => EntryRow | undefined;
  /** Told which rows are in view, `end` excluded. */
  readonly onView: (first: number, end: number) => void;
  readonly columns: readonly PlacedColumn[];
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  /** Which row stands first to begin with. */
  readonly firstRow: number;
  readonly picked: Picked;
  readonly onPick: (picked: Picked) => void;
  readonly onOpen: () => void;
  readonly stale: boolean;
}

/** Every row of any number of rows, only the ones in view in the document. */
export function Grid(props: Props) {
  const { rows, rowHeight, row, onView, columns, picked, onPick, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const { extent, offset, onScroll, show, view } = useGridScroll(
    scroller,
    rows,
    rowHeight,
    headerHeight,
    props.firstRow,
  );
  const { first, end } = view;
  useEffect(() => onView(first, end), [onView, first, end]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== scroller.current) return;
    if (event.key === 'Enter') return onOpen();
    const active = rowAfterKey(event.key, picked.active, extent);
    if (active === null) return;
    event.preventDefault();
    onPick({ anchor: event.shiftKey ? picked.anchor : active, active });
    show(active);
  };

  // Rows hold no focus of their own: the grid has it, and names the active row by aria-activedescendant.
  const onClick = (event: MouseEvent) => {
    const clicked = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (clicked === undefined) return;
    const active = Number(clicked);
    onPick({ anchor: event.shiftKey ? picked.anchor : active, active });
  };

  const width = columns.reduce((sum, column) => sum + column.size, 0);
  const from = Math.min(picked.anchor, picked.active);
  const to = Math.max(picked.anchor, picked.active);
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={strings.review.entries}
      aria-rowcount={rows + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-busy={props.stale}
      aria-activedescendant={rows > 0 ? `${id}-${picked.active}` : undefined}
      tabIndex={0}
      className={props.stale ? 'grid grid-stale' : 'grid'}
      onScroll={onScroll}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <GridHeader columns={columns} sort={props.sort} onSort={props.onSort} />
      <div role="rowgroup" className="grid-range" style={{ height: scrollHeight(extent), width }}>
        <div role="presentation" className="grid-window" style={{ height: extent.viewport }}>
          {Array.from({ length: end - first }, (_, place) => first + place).map((index) => (
            <GridRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              top={index * rowHeight - offset}
              height={rowHeight}
              entry={row(index)}
              columns={columns}
              active={index === picked.active}
              selected={index >= from && index <= to}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly entry: EntryRow | undefined;
  readonly columns: readonly PlacedColumn[];
  readonly active: boolean;
  readonly selected: boolean;
}

function GridRow({ id, index, top, height, entry, columns, active, selected }: RowProps) {
  return (
    <div
      id={id}
      data-row={index}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={-1}
      className="grid-row"
      data-active={active || undefined}
      data-selected={selected || undefined}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <Cells entry={entry} columns={columns} />
    </div>
  );
}

/** Scrolling moves rows without drawing their cells anew. */
const Cells = memo(function Cells({ entry, columns }: CellsProps) {
  return columns.map((column, place) => (
    <div
      key={column.name}
      role="gridcell"
      tabIndex={-1}
      aria-colindex={place + 1}
      className={column.name === frozenColumn ? 'grid-cell grid-frozen' : 'grid-cell'}
      style={{ width: column.size }}
    >
      {entry ? cellContent(column.name, entry) : <span className="grid-skeleton" />}
    </div>
  ));
}, sameCells);

type CellsProps = Pick<RowProps, 'entry' | 'columns'>;

function sameCells(before: CellsProps, now: CellsProps): boolean {
  return (
    before.entry === now.entry &&
    before.columns.length === now.columns.length &&
    now.columns.every((column, place) => {
      const other = before.columns[place];
      return column.name === other?.name && column.size === other.size;
    })
  );
}
