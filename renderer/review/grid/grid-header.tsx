import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { ColumnName } from '../../../shared/domain/columns.ts';
import { strings } from '../../strings.ts';
import { frozenColumn } from './columns.ts';
import type { PlacedColumn } from './use-columns.ts';

export interface Sort {
  readonly column: ColumnName;
  readonly descending: boolean;
}

interface Props {
  readonly columns: readonly PlacedColumn[];
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
}

export function GridHeader({ columns, sort, onSort }: Props) {
  return (
    // The grid's keys move through rows; the header's buttons are reached by tab.
    <div role="rowgroup" className="grid-head">
      <div role="row" tabIndex={-1} aria-rowindex={1} className="grid-head-row">
        {columns.map((column, index) => (
          <div
            key={column.name}
            role="columnheader"
            tabIndex={-1}
            aria-colindex={index + 1}
            aria-sort={sortState(column, sort)}
            className={column.name === frozenColumn ? 'grid-cell grid-frozen' : 'grid-cell'}
            style={{ width: column.size }}
          >
            <Heading column={column} sort={sort} onSort={onSort} />
            <Resizer column={column} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Heading({
  column,
  sort,
  onSort,
}: {
  readonly column: PlacedColumn;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
}) {
  if (!column.sortable) return <span className="grid-heading clip">{column.heading}</span>;
  const sorted = sort?.column === column.name ? sort : null;
  const Arrow = sorted?.descending ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      className="grid-heading grid-sort"
      title={strings.review.sortBy(column.heading)}
      onClick={() => onSort(nextSort(column.name as ColumnName, sorted))}
    >
      <span className="clip">{column.heading}</span>
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

function Resizer({ column }: { readonly column: PlacedColumn }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -8, ArrowRight: 8 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    column.resizeBy(step);
  };
  return (
    <hr
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={strings.review.resize(column.heading)}
      aria-valuenow={column.size}
      aria-valuemin={48}
      aria-valuemax={900}
      className={column.resizing ? 'grid-resizer grid-resizing' : 'grid-resizer'}
      onMouseDown={column.onResize}
      onTouchStart={column.onResize}
      onKeyDown={onKeyDown}
    />
  );
}
