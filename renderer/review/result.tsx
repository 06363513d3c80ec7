import { useCallback } from 'react';
import { Button } from '../design/button.tsx';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { rowHeights, useAppearance } from '../design/theme.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { useZone } from '../time/zone.ts';
import type { GridColumnName } from './grid/columns.ts';
import { Grid } from './grid/grid.tsx';
import type { Sort } from './grid/grid-header.tsx';
import type { Columns } from './grid/use-columns.ts';
import { isAboutQuery } from './query/query-fault.ts';
import { firstRow } from './selection.ts';
import type { Review } from './use-review.ts';

interface Props {
  readonly review: Review;
  readonly columns: Columns;
  readonly activeColumn: GridColumnName | null;
  readonly onActiveColumn: (column: GridColumnName | null) => void;
  readonly onOpen: () => void;
  readonly onCellMenu: (cell: Element) => void;
}

/** What answers the query: the entries that it finds, or why none are shown. */
export function Result({ review, ...grid }: Props) {
  const { place, change, setQuery, select, pages, settled, top } = review;
  const { density } = useAppearance();
  const { zone } = useZone();
  const onView = useCallback(
    (first: number, end: number) => {
      pages?.want(first, end);
      top.keep(first);
    },
    [pages, top],
  );
  const onSort = useCallback((sort: Sort | null) => change({ sort, selection: firstRow }), [change]);
  if (pages === null) return <Skeleton rows={16} label={strings.review.searching} />;
  if (pages.error) {
    return (
      <div className="review-message">
        <ErrorPanel error={pages.error} onAgain={isAboutQuery(pages.error) ? undefined : review.again} />
      </div>
    );
  }
  const matched = pages.counts?.matched ?? 0;
  if (matched === 0) {
    return (
      <EmptyState
        title={strings.review.noMatch}
        actions={<Button onPress={() => setQuery('')}>{strings.review.clearQuery}</Button>}
      >
        {/* If a query cannot be read, what is answered is still the one before it. */}
        {strings.review.noMatchHelp} <EvidenceText text={pages.question.query} mono />
      </EmptyState>
    );
  }
  return (
    <Grid
      {...grid}
      shown={JSON.stringify(pages.question)}
      rows={matched}
      rowHeight={rowHeights[density]}
      row={(index) => pages.row(index)}
      onView={onView}
      zone={zone}
      sort={place.sort}
      onSort={onSort}
      firstRow={top.first()}
      selection={place.selection}
      onSelect={select}
      stale={!settled}
    />
  );
}
