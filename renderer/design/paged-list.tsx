import type { ReactNode } from 'react';
import type { Pages } from '../session/use-pages.ts';
import { Skeleton } from './empty-state.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { LongList } from './long-list.tsx';

interface ListProps<T> {
  readonly label: string;
  readonly count: number;
  /** In pixels. */
  readonly rowHeight: number;
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly pages: Pages<T>;
  readonly onView: (first: number, end: number) => void;
  readonly row: (row: T) => ReactNode;
}

/** A long list whose rows are fetched by pages: those that are not here yet have their place. */
export function PagedList<T>({ pages, row, ...list }: ListProps<T>) {
  return (
    <LongList
      {...list}
      row={(index) => {
        const fetched = pages.row(index);
        return fetched === undefined ? <span className="grid-skeleton" /> : row(fetched);
      }}
    />
  );
}

interface PanesProps<T> extends ListProps<T> {
  /** While the row that is chosen is not here yet. */
  readonly loading: string;
  /** The row that is chosen, in full. */
  readonly card: (row: T) => ReactNode;
}

/** Such a list, and beside it the row that is chosen. */
export function PagedPanes<T>({ loading, card, ...list }: PanesProps<T>) {
  const { pages, active } = list;
  const chosen = pages.row(active);
  return (
    <div className="panes">
      <div className="panes-list">
        <PagedList {...list} />
      </div>
      <div className="panes-card">
        {pages.error && <ErrorPanel error={pages.error} onAgain={() => pages.again()} />}
        {!pages.error && chosen === undefined && <Skeleton rows={8} label={loading} />}
        {chosen !== undefined && card(chosen)}
      </div>
    </div>
  );
}
