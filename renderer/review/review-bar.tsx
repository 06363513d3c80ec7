import { Download, Filter } from 'lucide-react';
import { useRef, useState } from 'react';
import { useCommand } from '../commands/commands-context.tsx';
import { IconButton, IconSwitch } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { ExportDialog } from './export-dialog.tsx';
import type { Columns } from './grid/use-columns.ts';
import { QueryBar } from './query/query-bar.tsx';
import { ReviewSwitches } from './review-switches.tsx';
import type { Panels } from './use-panels.ts';
import type { Review } from './use-review.ts';
import { useSearchHistory } from './views/use-search-history.ts';
import { ViewsMenu } from './views/views-menu.tsx';

interface Props {
  readonly review: Review;
  /** Escape leaves the query. */
  readonly onLeave: () => void;
  readonly columns: Columns;
  readonly panels: Panels;
}

/** The query, and what of the screen is shown. */
export function ReviewBar({ review, onLeave, columns, panels }: Props) {
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
        selected={panels.facets.shown}
        onChange={panels.facets.onShow}
      />
      <QueryBar query={place.query} matched={known} onQuery={setQuery} inputRef={input} onLeave={onLeave} />
      <ViewsMenu review={review} columns={columns} />
      <IconButton
        name={strings.resultExport.open}
        icon={<Download size={18} strokeWidth={1.75} />}
        onPress={() => setExporting(true)}
        isDisabled={matched === 0}
      />
      <ReviewSwitches columns={columns} panels={panels} />
      {exporting && <ExportDialog place={place} matched={matched} onClose={() => setExporting(false)} />}
    </div>
  );
}
