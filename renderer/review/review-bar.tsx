import { ChartColumn, Columns3, Filter, PanelRight } from 'lucide-react';
import { useRef } from 'react';
import { useCommand } from '../commands/commands-context.tsx';
import { Button, IconSwitch } from '../design/button.tsx';
import { ChoiceMenu } from '../design/menu.tsx';
import { strings } from '../strings.ts';
import { gridColumns } from './grid/columns.ts';
import type { Columns } from './grid/use-columns.ts';
import { QueryBar } from './query/query-bar.tsx';

interface Shown {
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

interface Props {
  readonly query: string;
  /** How many entries match it; null until that is known. */
  readonly matched: number | null;
  readonly onQuery: (query: string) => void;
  /** Escape leaves the query. */
  readonly onLeave: () => void;
  readonly columns: Columns;
  readonly facets: Shown;
  readonly histogram: Shown;
  readonly detail: Shown;
}

/** The query, and what of the screen is shown. */
export function ReviewBar({ query, matched, onQuery, onLeave, columns, facets, histogram, detail }: Props) {
  const input = useRef<HTMLInputElement>(null);
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
      <QueryBar query={query} matched={matched} onQuery={onQuery} inputRef={input} onLeave={onLeave} />
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
    </div>
  );
}
