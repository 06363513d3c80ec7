import { useCallback, useRef, useState } from 'react';
import type { Finding } from '../../shared/domain/verification.ts';
import { EmptyCase } from '../case/empty-case.tsx';
import { Button } from '../design/button.tsx';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { rowHeights, useAppearance } from '../design/theme.ts';
import type { Subject } from '../history/subject.ts';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { useZone } from '../time/zone.ts';
import { CellMenu } from './cell-menu.tsx';
import { CodingPanel } from './coding/coding-panel.tsx';
import { useCoding } from './coding/use-coding.ts';
import { Detail } from './detail/detail.tsx';
import { Facets } from './facets/facets.tsx';
import { Grid } from './grid/grid.tsx';
import type { Sort } from './grid/grid-header.tsx';
import { useColumns } from './grid/use-columns.ts';
import { Histogram } from './histogram/histogram.tsx';
import { isAboutQuery } from './query/query-fault.ts';
import { QuestionBar } from './question-bar.tsx';
import { ReviewBar } from './review-bar.tsx';
import { firstRow } from './selection.ts';
import { DetailPane, FilterPane } from './side-panes.tsx';
import { usePanels } from './use-panels.ts';
import type { Review } from './use-review.ts';
import { useRowCommands } from './use-row-commands.ts';
import './review-screen.css';

interface Props {
  readonly review: Review;
  /** What the last verification observed about times. */
  readonly observations: readonly Finding[];
  readonly onImport: () => void;
  /** Shows the history of an image or a claim, on its screen. */
  readonly onHistory: (subject: Subject, value: string) => void;
}

export function ReviewScreen({ review, observations, onImport, onHistory }: Props) {
  const { info } = useCase();
  const { place, change, setQuery, select, pages, settled, top } = review;
  const { density } = useAppearance();
  const { zone } = useZone();
  const columns = useColumns();
  const panels = usePanels();
  const [cell, setCell] = useState<Element | null>(null);
  const gridFrame = useRef<HTMLDivElement>(null);
  const focusGrid = useCallback(() => {
    const grid = gridFrame.current?.querySelector<HTMLElement>('[role=grid]');
    if (grid) grid.focus();
    // If nothing matches there is no such row; keys are commands all the same.
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }, []);
  const rows = useRowCommands(review, columns, onHistory);
  const coding = useCoding(rows.selected, rows.row, review.answered);
  const onView = useCallback(
    (first: number, end: number) => {
      pages?.want(first, end);
      top.keep(first);
    },
    [pages, top],
  );
  const onSort = useCallback((sort: Sort | null) => change({ sort, selection: firstRow }), [change]);

  if (info.counts.entries === 0) return <EmptyCase onImport={onImport} />;
  const matched = pages?.counts?.matched ?? 0;
  const asked = JSON.stringify(pages?.question);
  return (
    <div className="review" data-answered={settled ? pages?.question.query : undefined}>
      <ReviewBar review={review} onLeave={focusGrid} columns={columns} panels={panels} />
      <QuestionBar />
      {panels.histogram.shown && (
        <Histogram
          query={place.query}
          counted={pages?.question.query ?? null}
          onQuery={setQuery}
          observations={observations}
        />
      )}
      <div className="review-panes">
        {panels.facets.shown && (
          <FilterPane>
            <Facets query={place.query} counted={pages?.question.query ?? null} onQuery={setQuery} />
          </FilterPane>
        )}
        <div className="review-grid" ref={gridFrame}>
          {pages === null && <Skeleton rows={16} label={strings.review.searching} />}
          {pages?.error && (
            <div className="review-message">
              <ErrorPanel
                error={pages.error}
                onAgain={isAboutQuery(pages.error) ? undefined : review.again}
              />
            </div>
          )}
          {pages && !pages.error && matched === 0 && (
            <EmptyState
              title={strings.review.noMatch}
              actions={<Button onPress={() => setQuery('')}>{strings.review.clearQuery}</Button>}
            >
              {/* Of a query that cannot be read, the one before it is answered still. */}
              {strings.review.noMatchHelp} <EvidenceText text={pages.question.query} mono />
            </EmptyState>
          )}
          {pages && !pages.error && matched > 0 && (
            <Grid
              shown={asked}
              rows={matched}
              rowHeight={rowHeights[density]}
              row={(index) => pages.row(index)}
              onView={onView}
              columns={columns}
              zone={zone}
              sort={place.sort}
              onSort={onSort}
              firstRow={top.first()}
              selection={place.selection}
              onSelect={select}
              activeColumn={rows.activeColumn}
              onActiveColumn={rows.setActiveColumn}
              onOpen={() => panels.detail.onShow(true)}
              onCellMenu={setCell}
              stale={!settled}
            />
          )}
        </div>
        {panels.detail.shown && (
          <DetailPane
            detail={<Detail row={rows.row} onQuery={setQuery} onUndo={(event) => void coding.undo(event)} />}
            coding={rows.row && <CodingPanel row={rows.row} coding={coding} onLeave={focusGrid} />}
          />
        )}
      </div>
      {cell && (
        <CellMenu
          cell={cell}
          actions={rows.actions}
          selected={rows.selected.count}
          onClose={() => {
            setCell(null);
            focusGrid();
          }}
        />
      )}
    </div>
  );
}
