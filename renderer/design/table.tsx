import type { ReactNode } from 'react';
import './table.css';

/** A column by its heading; where that is more than text, by a key too, and by `name`, its words for whoever has it read aloud at every cell. */
export type TableColumn =
  | string
  | { readonly key: string; readonly name?: string; readonly heading: ReactNode };

interface Props {
  /** Names the frame, in which a table that is too wide for its place is scrolled. */
  readonly label?: string;
  readonly caption?: ReactNode;
  readonly columns: readonly TableColumn[];
  /** Places of the columns that hold numbers; their cells have the class `number`. */
  readonly numbers?: readonly number[];
  /** Columns share the room, or are as wide as the style sheet says; else as what they hold. */
  readonly fixed?: boolean;
  readonly className?: string;
  /** The rows. A cell of the class `clipped` shows as much of a line as there is room for. */
  readonly children: ReactNode;
}

/** Facts in rows under headings. For rows without end, and to select from, there are the long list and the grid. */
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
