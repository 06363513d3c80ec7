import { ChartColumn, Columns3, Download, Filter, PanelRight } from 'lucide-react';
import { useRef, useState } from 'react';
import { useCommand } from '../commands/commands-context.tsx';
import { Button, IconButton, IconSwitch } from '../design/button.tsx';
import { ChoiceMenu } from '../design/menu.tsx';
import { strings } from '../strings.ts';
import { ExportDialog } from './export-dialog.tsx';
import { gridColumns } from './grid/columns.ts';
import type { Columns } from './grid/use-columns.ts';
import { QueryBar } from './query/query-bar.tsx';
import type { Review } from './use-review.ts';
import { useSearchHistory } from './views/use-search-history.ts';
import { ViewsMenu } from './views/views-menu.tsx';

interface Shown {
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

interface Props {
  readonly review: Review;
  /** Escape leaves the query. */
  readonly onLeave: () => void;
  readonly columns: Columns;
  readonly facets: Shown;
  readonly histogram: Shown;
  readonly detail: Shown;
}

/** The query, and what of the screen is shown. */
export function ReviewBar({ review, onLeave, columns, facets, histogram, detail }: Props) {
  const { place, setQuery, pages, settled } = review;
  const known = settled ? (pages?.counts?.matched ?? null) : null;
  const matched = pages?.counts?.matched ?? 0;
  const [exporting, setExporting] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useSearchHistory(place.query, known);
  useCommand('result.export', matched > 0 ? () => setExporting(true) : null);
  useCommand('query.edit', () => {
    input.current?.focus();
    input.current?.select();
  });
  return (
    <div className="review-bar">
      <IconSwitch
        name={strings.review.toggleFacets}
        icon={<Filter size={18} strokeWidth={1.75} />}
        selected={facets.shown}
        onChange={facets.onShow}
      />
      <QueryBar query={place.query} matched={known} onQuery={setQuery} inputRef={input} onLeave={onLeave} />
      <ViewsMenu review={review} columns={columns} />
      {matched > 0 && (
        <IconButton
          name={strings.resultExport.open}
          icon={<Download size={18} strokeWidth={1.75} />}
          onPress={() => setExporting(true)}
        />
      )}
      <ChoiceMenu
        label={strings.review.columns}
        trigger={
          <Button look="quiet" aria-label={strings.review.columns}>
            <Columns3 size={18} strokeWidth={1.75} aria-hidden="true" />
            <span className="top-words">{strings.review.columns}</span>
          </Button>
        }
        groups={[
          {
            heading: strings.review.shownColumns,
            mode: 'multiple',
            items: gridColumns.map(({ name, heading }) => ({ key: name, text: heading, name: heading })),
            selected: columns.columns.map(({ name }) => name),
            onChange: columns.show,
          },
        ]}
      />
      <IconSwitch
        name={strings.review.toggleHistogram}
        icon={<ChartColumn size={18} strokeWidth={1.75} />}
        selected={histogram.shown}
        onChange={histogram.onShow}
      />
      <IconSwitch
        name={strings.review.toggleDetail}
        icon={<PanelRight size={18} strokeWidth={1.75} />}
        selected={detail.shown}
        onChange={detail.onShow}
      />
      {exporting && <ExportDialog place={place} matched={matched} onClose={() => setExporting(false)} />}
    </div>
  );
}
