import { useState } from 'react';
import type { Finding } from '../../shared/domain/verification.ts';
import { EmptyCase } from '../case/empty-case.tsx';
import type { Subject } from '../history/subject.ts';
import { useCase } from '../session/case-context.tsx';
import { CellMenu } from './cell-menu.tsx';
import { CodingPanel } from './coding/coding-panel.tsx';
import { useCoding } from './coding/use-coding.ts';
import { Detail } from './detail/detail.tsx';
import { Facets } from './facets/facets.tsx';
import { useColumns } from './grid/use-columns.ts';
import { Histogram } from './histogram/histogram.tsx';
import { QuestionBar } from './question-bar.tsx';
import { Result } from './result.tsx';
import { ReviewBar } from './review-bar.tsx';
import { DetailPane, FilterPane } from './side-panes.tsx';
import { useGridFocus } from './use-grid-focus.ts';
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

/** The entries that a query finds, what is known of them and of the selected one, and what is said about them. */
export function ReviewScreen({ review, observations, onImport, onHistory }: Props) {
  const { info } = useCase();
  const { place, setQuery, pages, settled } = review;
  const columns = useColumns();
  const panels = usePanels();
  const [cell, setCell] = useState<Element | null>(null);
  const { gridFrame, focusGrid } = useGridFocus();
  const rows = useRowCommands(review, columns, onHistory);
  const coding = useCoding(rows.selected, rows.row, review.answered);
  if (info.counts.entries === 0) return <EmptyCase onImport={onImport} />;
  const counted = pages?.question.query ?? null;
  return (
    <div className="review" data-answered={settled ? pages?.question.query : undefined}>
      <ReviewBar review={review} onLeave={focusGrid} columns={columns} panels={panels} />
      <QuestionBar />
      {panels.histogram.shown && (
        <Histogram query={place.query} counted={counted} onQuery={setQuery} observations={observations} />
      )}
      <div className="review-panes">
        {panels.facets.shown && (
          <FilterPane>
            <Facets query={place.query} counted={counted} onQuery={setQuery} />
          </FilterPane>
        )}
        <div className="review-grid" ref={gridFrame}>
          <Result
            review={review}
            columns={columns}
            activeColumn={rows.activeColumn}
            onActiveColumn={rows.setActiveColumn}
            onOpen={() => panels.detail.onShow(true)}
            onCellMenu={setCell}
          />
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
