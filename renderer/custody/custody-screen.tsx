import { useState } from 'react';
import { eventBreaks } from '../../shared/custody/events.ts';
import type { ChainedEvent } from '../../shared/domain/case.ts';
import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Badge } from '../design/state-mark.tsx';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText, utcTimeText } from '../text/numbers.ts';
import { browserDigest } from '../verify/browser-digest.ts';

const listed = 1000;

/** What was done with this case file, by whom, when; its chain is recomputed here from the events themselves. */
export function CustodyScreen() {
  const { info, version } = useCase();
  const [after, setAfter] = useState(0);
  const events = useCall('custody.list', { after, limit: listed }, version);
  const total = info.counts.custodyEvents;
  return (
    <div className="screen">
      <header className="screen-head">
        <div>
          <h1>{strings.custody.title}</h1>
          <p className="quiet">{strings.custody.help}</p>
        </div>
        {events.value && <ChainState events={events.value} />}
      </header>
      {events.error && (
        <ErrorPanel error={events.error}>
          <Button onPress={events.again}>{strings.error.again}</Button>
        </ErrorPanel>
      )}
      {events.value === null && !events.error && <Skeleton rows={8} label={strings.custody.title} />}
      {events.value && <EventTable events={events.value} />}
      {total > listed && (
        <div className="panel-actions">
          <Button isDisabled={after === 0} onPress={() => setAfter(Math.max(0, after - listed))}>
            {strings.custody.earlier}
          </Button>
          <Button isDisabled={after + listed >= total} onPress={() => setAfter(after + listed)}>
            {strings.custody.later}
          </Button>
        </div>
      )}
    </div>
  );
}

function ChainState({ events }: { readonly events: readonly ChainedEvent[] }) {
  const whole = events[0]?.seq === 1;
  const breaks = [...eventBreaks(browserDigest, events, whole ? 'forbidden' : 'allowed')];
  return (
    <Badge tone={breaks.length === 0 ? 'good' : 'bad'}>
      {breaks.length === 0
        ? strings.custody.holds(events.length)
        : strings.custody.broken(breaks[0]?.seq ?? 0)}
    </Badge>
  );
}

function EventTable({ events }: { readonly events: readonly ChainedEvent[] }) {
  return (
    <section className="table-frame" tabIndex={0} aria-label={strings.custody.title}>
      <table className="plain-table">
        <thead>
          <tr>
            {strings.custody.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.seq}>
              <td className="figure">{countText(event.seq)}</td>
              <td className="mono no-wrap">{utcTimeText(event.time)}</td>
              <td className="who">
                <EvidenceText text={event.actor} />
              </td>
              <td>{strings.custody.actions[event.action] ?? event.action}</td>
              <td>
                <Details details={event.details} />
              </td>
              <td className="mono" title={event.hash}>
                {event.hash.slice(0, 12)}…
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Details({ details }: Pick<ChainedEvent, 'details'>) {
  return (
    <dl className="event-details">
      {Object.entries(details).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <EvidenceText text={typeof value === 'string' ? value : JSON.stringify(value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
