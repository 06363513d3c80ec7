import { ArrowDown, ArrowUp } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, memo, useState } from 'react';
import type { ColumnName } from '../../../shared/domain/columns.ts';
import { strings } from '../../strings.ts';
import { cellClass } from './cell-class.ts';
import { narrowest, widest } from './column-plan.ts';
import type { GridColumnName } from './columns.ts';
import { HeadingMenu } from './heading-menu.tsx';
import type { Columns, PlacedColumn } from './use-columns.ts';

export interface Sort {
  readonly column: ColumnName;
  readonly descending: boolean;
}

interface Props {
  readonly columns: readonly PlacedColumn[];
  readonly actions: Columns;
  readonly zone: string;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
}

const dragType = 'application/x-casebound-column';

/** The grid's keys move through rows; the header's buttons are reached with Tab. */
export const GridHeader = memo(function GridHeader({ columns, actions, zone, sort, onSort }: Props) {
  const [over, setOver] = useState<GridColumnName | null>(null);
  const dropOn = (place: GridColumnName) => ({
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(dragType)) return;
      event.preventDefault();
      setOver(place);
    },
    onDragLeave: () => setOver(null),
    onDrop: (event: DragEvent) => {
      const name = event.dataTransfer.getData(dragType);
      setOver(null);
      if (name === '') return;
      event.preventDefault();
      actions.moveTo(name as GridColumnName, place);
    },
  });
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" tabIndex={-1} aria-rowindex={1} className="grid-head-row">
        {columns.map((column, index) => (
          <div
            key={column.name}
            role="columnheader"
            tabIndex={-1}
            aria-colindex={index + 1}
            // Read aloud at every cell: without the buttons in it.
            aria-label={headingOf(column, zone)}
            aria-sort={sortState(column, sort)}
            className={cellClass(columns, index)}
            style={{ width: column.size, left: column.stays ?? undefined }}
            data-drop={over === column.name || undefined}
            {...dropOn(column.name)}
          >
            <Heading column={column} actions={actions} zone={zone} sort={sort} onSort={onSort} />
            <HeadingMenu column={column} actions={actions} sort={sort} onSort={onSort} />
            <Resizer column={column} onSize={(size) => actions.resize(column.name, size)} />
          </div>
        ))}
      </div>
    </div>
  );
});

function headingOf({ name, heading }: PlacedColumn, zone: Props['zone']): string {
  const isTime = name === 'time' || name === 'logged_at';
  return isTime ? strings.time.heading(heading, zone) : heading;
}

interface HeadingProps extends Omit<Props, 'columns'> {
  readonly column: PlacedColumn;
}

function Heading({ column, actions, zone, sort, onSort }: HeadingProps) {
  const { name } = column;
  const heading = headingOf(column, zone);
  const sorted = sort?.column === name ? sort : null;
  const Arrow = sorted?.descending ? ArrowDown : ArrowUp;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    actions.moveBy(name, event.key === 'ArrowLeft' ? -1 : 1);
  };
  return (
    <button
      type="button"
      className="grid-heading grid-sort"
      title={strings.review.headingTitle(heading, column.sortable)}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(dragType, name);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onKeyDown={onKeyDown}
      onClick={column.sortable ? () => onSort(nextSort(name as ColumnName, sorted)) : undefined}
    >
      <span className="clip">{heading}</span>
      {sorted && <Arrow size={12} aria-hidden="true" />}
    </button>
  );
}

/** Ascending, descending, then back to the order of the import. */
function nextSort(column: ColumnName, sorted: Sort | null): Sort | null {
  if (sorted === null) return { column, descending: false };
  return sorted.descending ? null : { column, descending: true };
}

function sortState(column: PlacedColumn, sort: Sort | null) {
  if (sort?.column !== column.name) return column.sortable ? ('none' as const) : undefined;
  return sort.descending ? ('descending' as const) : ('ascending' as const);
}

interface ResizerProps {
  readonly column: PlacedColumn;
  readonly onSize: (size: number) => void;
}

function Resizer({ column, onSize }: ResizerProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -8, ArrowRight: 8 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onSize(column.size + step);
  };
  return (
    <hr
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={strings.review.resize(column.heading)}
      aria-valuenow={column.size}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      className={column.resizing ? 'grid-resizer grid-resizing' : 'grid-resizer'}
      onMouseDown={column.onResize}
      onTouchStart={column.onResize}
      onDoubleClick={() => onSize(column.width)}
      onKeyDown={onKeyDown}
    />
  );
}
