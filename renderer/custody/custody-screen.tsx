import { useDeferredValue, useState } from 'react';
import type { CustodyState } from '../../shared/domain/custody.ts';
import { Button } from '../design/button.tsx';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Badge, StateMark } from '../design/state-mark.tsx';
import { useCase } from '../session/case-context.tsx';
import { type Answer, useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { CustodyFilters, type Filters, noFilters } from './custody-filters.tsx';
import { EventTable } from './event-table.tsx';
import { ExportDialog } from './export-dialog.tsx';
import './custody.css';

/** How many events are in the document at once. */
const pageLength = 200;

/** What was done with this case file, by whom and when: filtered, with the state of the whole chain. */
export function CustodyScreen() {
  const { version } = useCase();
  const [filters, setFilters] = useState(noFilters);
  const [offset, setOffset] = useState(0);
  const [exporting, setExporting] = useState(false);
  // What is typed shows at once; the log is read when there is time.
  const asked = useDeferredValue(filters);
  const page = useCall('custody.search', { ...wishOf(asked), offset, limit: pageLength }, version);
  const state = useCall('custody.state', {}, version);
  const words = strings.custody;
  const change = (next: Filters) => {
    setFilters(next);
    setOffset(0);
  };
  const { value } = page;
  return (
    <div className="screen custody">
      <header className="screen-head">
        <div>
          <h1>{words.title}</h1>
          <p className="quiet">{words.help}</p>
        </div>
        <ChainBadge state={state} />
        <Button onPress={() => setExporting(true)}>{words.export.open}</Button>
      </header>
      {state.error && <ErrorPanel error={state.error} />}
      {state.value && state.value.broken > 0 && <Breaks state={state.value} />}
      <CustodyFilters value={filters} onChange={change} page={value} />
      {page.error && <ErrorPanel error={page.error} onAgain={page.again} />}
      {value === null && !page.error && <Skeleton rows={8} label={words.loading} />}
      {value !== null && value.matched === 0 && (
        <EmptyState
          title={words.none}
          actions={<Button onPress={() => change(noFilters)}>{words.clear}</Button>}
        >
          {words.noneHelp}
        </EmptyState>
      )}
      {value !== null && value.matched > 0 && <EventTable events={value.events} />}
      {value !== null && value.matched > pageLength && (
        <div className="panel-actions">
          <Button isDisabled={offset === 0} onPress={() => setOffset(Math.max(0, offset - pageLength))}>
            {words.earlier}
          </Button>
          <Button
            isDisabled={offset + pageLength >= value.matched}
            onPress={() => setOffset(offset + pageLength)}
          >
            {words.later}
          </Button>
        </div>
      )}
      {exporting && <ExportDialog onClose={() => setExporting(false)} />}
    </div>
  );
}

function wishOf({ action, actor, text, newestFirst }: Filters) {
  return {
    newestFirst,
    ...(action === null ? {} : { action }),
    ...(actor === null ? {} : { actor }),
    ...(text === '' ? {} : { text }),
  };
}

function ChainBadge({ state }: { readonly state: Answer<CustodyState> }) {
  const words = strings.custody;
  if (state.value === null) return state.loading ? <Badge tone="none">{words.checking}</Badge> : null;
  const { broken, events } = state.value;
  return (
    <Badge tone={broken === 0 ? 'good' : 'bad'}>
      {broken === 0 ? words.holds(events) : words.broken(broken)}
    </Badge>
  );
}

function Breaks({ state }: { readonly state: CustodyState }) {
  const words = strings.custody;
  return (
    <section className="custody-breaks" aria-label={words.broken(state.broken)}>
      <ul>
        {state.breaks.map(({ seq, fault, expected, actual }) => (
          <li key={`${seq} ${fault}`}>
            <StateMark tone="bad">{words.breakAt(seq, fault)}</StateMark>
            <dl className="finding-facts">
              <dt>{words.expected}</dt>
              <dd>
                <EvidenceText text={expected} mono />
              </dd>
              <dt>{words.actual}</dt>
              <dd>
                <EvidenceText text={actual} mono />
              </dd>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}
