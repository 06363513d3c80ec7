import { ChevronDown, Table2 } from 'lucide-react';
import { memo, useCallback, useMemo, useState } from 'react';
import type { Histogram as Answer } from '../../../shared/contract/analysis-operations.ts';
import type { Finding } from '../../../shared/domain/verification.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { ChoiceMenu } from '../../design/menu.tsx';
import { useCase } from '../../session/case-context.tsx';
import { readOneOf, useStoredState } from '../../session/stored-state.ts';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { useZone } from '../../time/zone.ts';
import { isAboutQuery } from '../query/query-fault.ts';
import { HistogramPlot } from './histogram-plot.tsx';
import { HistogramTable } from './histogram-table.tsx';
import { type Stacking, stackings } from './series-tone.ts';
import { type ChosenRange, type TimeRange, timeRangeOf, withTimeRange } from './time-range.ts';
import './histogram.css';

/** The most buckets: a bar of about ten pixels on a usual screen. */
const mostBuckets = 120;

interface Props {
  readonly query: string;
  /** The query whose entries are shown; null until some are. */
  readonly counted: string | null;
  readonly onQuery: (change: (query: string) => string) => void;
  /** What the last verification observed about times. */
  readonly observations: readonly Finding[];
}

/** How the matches are spread over time; a range of it can be selected. */
export const Histogram = memo(function Histogram({ query, counted, onQuery, observations }: Props) {
  const { version } = useCase();
  const { zone } = useZone();
  const [by, setBy] = useStoredState<Stacking>('histogram.by', 'verdict', readOneOf(stackings));
  const [table, setTable] = useState(false);
  const answer = useCall(
    'query.histogram',
    counted === null ? null : { query: counted, by, zone, whole: true, top: 8, buckets: mostBuckets },
    version,
    counted !== query,
  );
  const range = useTimeRange(query);
  const onRange = useCallback(
    (next: ChosenRange | null) => onQuery((before) => withTimeRange(before, next)),
    [onQuery],
  );
  const words = strings.histogram;
  // Reported in place of the entries.
  if (answer.error && isAboutQuery(answer.error)) return null;
  if (answer.error) {
    return (
      <section className="histogram" aria-label={words.title}>
        <ErrorPanel error={answer.error} onAgain={answer.again} />
      </section>
    );
  }
  const histogram: Answer | null = answer.value;
  return (
    <section className="histogram" aria-label={words.title} aria-busy={answer.loading}>
      {histogram === null && <div className="histogram-plot" />}
      {histogram && histogram.interval === null && (
        <p className="histogram-none quiet">{histogram.unknown === 0 ? words.nothing : words.none}</p>
      )}
      {histogram && histogram.interval !== null && (
        <HistogramPlot
          histogram={histogram}
          interval={histogram.interval}
          by={by}
          range={range}
          observations={observations}
          onRange={onRange}
        />
      )}
      <div className="histogram-side">
        <ChoiceMenu
          label={words.by}
          trigger={
            <Button look="quiet" aria-label={words.byNow(words.stackings[by])}>
              {words.stackings[by]} <ChevronDown size={14} aria-hidden="true" />
            </Button>
          }
          groups={[
            {
              heading: words.by,
              mode: 'single',
              items: stackings.map((key) => ({
                key,
                text: words.stackings[key],
                name: words.stackings[key],
              })),
              selected: [by],
              onChange: ([chosen]) => setBy(stackings.find((each) => each === chosen) ?? by),
            },
          ]}
        />
        <IconButton
          name={words.table}
          icon={<Table2 size={16} strokeWidth={1.75} />}
          onPress={() => setTable(true)}
        />
      </div>
      {table && histogram && <HistogramTable histogram={histogram} onClose={() => setTable(false)} />}
    </section>
  );
});

/** The same object while the range is the same. */
function useTimeRange(query: string): TimeRange | null {
  const { from, before } = useMemo(() => timeRangeOf(query), [query]) ?? noRange;
  return useMemo(() => (from === null && before === null ? null : { from, before }), [from, before]);
}

const noRange: TimeRange = { from: null, before: null };
