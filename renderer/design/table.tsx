import type { ReactNode } from 'react';
import './table.css';

/**
 * A column by its heading; if that is more than text, also by a key, and by `name`, the words that are read aloud at
 * every cell.
 */
export type TableColumn =
  | string
  | { readonly key: string; readonly name?: string; readonly heading: ReactNode };

interface Props {
  /** Names the frame in which a table scrolls if it is too wide. */
  readonly label?: string;
  readonly caption?: ReactNode;
  readonly columns: readonly TableColumn[];
  /** Positions of the columns with numbers; their cells have the class `number`. */
  readonly numbers?: readonly number[];
  /** Columns share the width, or follow the style sheet; otherwise they fit their content. */
  readonly fixed?: boolean;
  readonly className?: string;
  /** The rows. A cell of the class `clipped` shows as much of a line as fits. */
  readonly children: ReactNode;
}

/** Facts in rows under headings. For very long tables, and for selecting rows, use the long list or the grid. */
export function Table(props: Props) {
  const { label, caption, columns, numbers = [], fixed = false, className, children } = props;
  const table = (
    <table className={className ? `table ${className}` : 'table'} data-fixed={fixed || undefined}>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          {columns.map((column, place) => (
            <th
              key={typeof column === 'string' ? column : column.key}
              scope="col"
              abbr={typeof column === 'string' ? undefined : column.name}
              className={numbers.includes(place) ? 'number' : undefined}
            >
              {typeof column === 'string' ? column : column.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
  if (label === undefined) return table;
  return (
    <section className="table-frame" tabIndex={0} aria-label={label}>
      {table}
    </section>
  );
}
