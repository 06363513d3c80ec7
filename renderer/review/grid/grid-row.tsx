import { memo } from 'react';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { cellContent } from './cell.tsx';
import { cellClass } from './cell-class.ts';
import type { GridColumnName } from './columns.ts';
import type { PlacedColumn } from './use-columns.ts';

interface Props {
  /** The grid's id. */
  readonly grid: string;
  readonly index: number;
  /** In pixels, in the part of the grid that shows rows. */
  readonly top: number;
  readonly height: number;
  readonly entry: EntryRow | undefined;
  readonly columns: readonly PlacedColumn[];
  readonly zone: string;
  readonly active: boolean;
  readonly activeColumn: GridColumnName | null;
  readonly selected: boolean;
}

export function cellId(grid: string, row: number, column: GridColumnName): string {
  return `${grid}-${row}-${column}`;
}

export function GridRow({ grid, index, top, height, active, selected, ...cells }: Props) {
  return (
    <div
      id={`${grid}-${index}`}
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
      {/* Only of the active row are cells ever named. */}
      <Cells {...cells} row={active ? `${grid}-${index}` : null} />
    </div>
  );
}

type CellsProps = Pick<Props, 'entry' | 'columns' | 'zone' | 'activeColumn'> & {
  /** The prefix of the ids of its cells; null if they need none. */
  readonly row: string | null;
};

/** Scrolling moves rows without redrawing their cells. */
const Cells = memo(function Cells({ entry, columns, zone, activeColumn, row }: CellsProps) {
  return columns.map((column, place) => (
    <div
      key={column.name}
      id={row === null ? undefined : `${row}-${column.name}`}
      data-column={column.name}
      role="gridcell"
      tabIndex={-1}
      aria-colindex={place + 1}
      data-active-cell={column.name === activeColumn || undefined}
      className={cellClass(columns, place)}
      style={{ width: column.size, left: column.stays ?? undefined }}
    >
      {entry ? cellContent(column.name, entry, zone) : <span className="grid-skeleton" />}
    </div>
  ));
}, sameCells);

function sameCells(before: CellsProps, now: CellsProps): boolean {
  return (
    before.entry === now.entry &&
    before.zone === now.zone &&
    before.activeColumn === now.activeColumn &&
    before.row === now.row &&
    before.columns.length === now.columns.length &&
    now.columns.every((column, place) => {
      const other = before.columns[place];
      return column.name === other?.name && column.size === other.size && column.stays === other.stays;
    })
  );
}
