import { Columns3, Filter, PanelRight } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { Button, IconSwitch } from '../design/button.tsx';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ChoiceMenu } from '../design/menu.tsx';
import { rowHeights, useAppearance } from '../design/theme.ts';
import { useCase } from '../session/case-context.tsx';
import { readBoolean, useStoredState } from '../session/stored-state.ts';
import { strings } from '../strings.ts';
import { Detail } from './detail/detail.tsx';
import { Facets } from './facets.tsx';
import { gridColumns } from './grid/columns.ts';
import { Grid } from './grid/grid.tsx';
import { useColumns } from './grid/use-columns.ts';
import { usePickedIds } from './picked-ids.ts';
import { QueryBar } from './query-bar.tsx';
import type { Review } from './use-review.ts';
import './review-screen.css';

interface Props {
  readonly review: Review;
  readonly onImport: () => void;
}

export function ReviewScreen({ review, onImport }: Props) {
  const { info, canChange } = useCase();
  const { place, change, pages, settled } = review;
  const { density } = useAppearance();
  const { columns, shown, show } = useColumns();
  const [facetsShown, setFacetsShown] = useStoredState('review.facets', true, readBoolean);
  const [detailShown, setDetailShown] = useStoredState('review.detail', true, readBoolean);
  const queryInput = useRef<HTMLInputElement>(null);
  const gridFrame = useRef<HTMLDivElement>(null);
  const focusGrid = useCallback(
    () => gridFrame.current?.querySelector<HTMLElement>('[role=grid]')?.focus(),
    [],
  );
  useSlashKey(queryInput);
  const setQuery = useCallback(
    (query: string) => change({ query, picked: { anchor: 0, active: 0 } }),
    [change],
  );
  const { top } = review;
  const onView = useCallback(
    (first: number, end: number) => {
      pages?.want(first, end);
      top.keep(first);
    },
    [pages, top],
  );
  const picked = usePickedIds(place, info);

  if (info.counts.entries === 0) {
    return (
      <EmptyState
        title={strings.review.emptyCase}
        actions={
          canChange && (
            <Button look="primary" onPress={onImport}>
              {strings.importing.open}
            </Button>
          )
        }
      >
        {strings.review.emptyCaseHelp}
      </EmptyState>
    );
  }
  const matched = pages?.counts?.matched ?? 0;
  // A remembered place may be beyond what matches now.
  const active = Math.min(place.picked.active, Math.max(0, matched - 1));
  return (
    <div className="review">
      <div className="review-bar">
        <IconSwitch
          name={strings.review.toggleFacets}
          icon={<Filter size={18} strokeWidth={1.75} />}
          selected={facetsShown}
          onChange={setFacetsShown}
        />
        <QueryBar query={place.query} onQuery={setQuery} inputRef={queryInput} onLeave={focusGrid} />
        <ChoiceMenu
          label={strings.review.columns}
          trigger={
            <Button look="quiet">
              <Columns3 size={18} strokeWidth={1.75} aria-hidden="true" /> {strings.review.columns}
            </Button>
          }
          groups={[
            {
              heading: strings.review.shownColumns,
              mode: 'multiple',
              items: gridColumns.map(({ name, heading }) => ({ key: name, text: heading, name: heading })),
              selected: shown,
              onChange: show,
            },
          ]}
        />
        <IconSwitch
          name={strings.review.toggleDetail}
          icon={<PanelRight size={18} strokeWidth={1.75} />}
          selected={detailShown}
          onChange={setDetailShown}
        />
      </div>
      <div className="review-panes">
        {facetsShown && (
          <aside className="review-facets" aria-label={strings.review.facets}>
            <Facets query={place.query} counted={pages?.question.query ?? null} onQuery={setQuery} />
          </aside>
        )}
        <div className="review-grid" ref={gridFrame}>
          {pages === null && <Skeleton rows={16} label={strings.review.searching} />}
          {pages?.error && (
            <div className="review-message">
              <ErrorPanel error={pages.error} />
            </div>
          )}
          {pages && !pages.error && matched === 0 && (
            <EmptyState
              title={strings.review.noMatch}
              actions={<Button onPress={() => setQuery('')}>{strings.review.clearQuery}</Button>}
            >
              {strings.review.noMatchHelp}
            </EmptyState>
          )}
          {pages && !pages.error && matched > 0 && (
            <Grid
              key={JSON.stringify(pages.question)}
              rows={matched}
              rowHeight={rowHeights[density]}
              row={(index) => pages.row(index)}
              onView={onView}
              columns={columns}
              sort={place.sort}
              onSort={(sort) => change({ sort, picked: { anchor: 0, active: 0 } })}
              firstRow={top.first()}
              picked={{ anchor: Math.min(place.picked.anchor, matched - 1), active }}
              onPick={(next) => change({ picked: next })}
              onOpen={() => setDetailShown(true)}
              stale={!settled}
            />
          )}
        </div>
        {detailShown && (
          <aside className="review-detail" aria-label={strings.detail.label}>
            <Detail
              row={matched > 0 ? (pages?.row(active) ?? null) : null}
              pickedIds={picked.ids}
              pickedCount={picked.count}
              onQuery={setQuery}
            />
          </aside>
        )}
      </div>
    </div>
  );
}

/** `/` goes to the query bar from anywhere but a text field. */
function useSlashKey(input: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, [role=dialog]')) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [input]);
}
