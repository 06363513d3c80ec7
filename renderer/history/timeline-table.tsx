import { useMemo } from 'react';
import type { History } from '../../shared/domain/history.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { useZone } from '../time/zone.ts';
import { zonedTimeText } from '../time/zoned-time.ts';
import { type TimelineLane, timelineOf } from './lanes.ts';
import type { Subject } from './subject.ts';
import { EntryLink, TimelineEntry } from './timeline-entry.tsx';

interface Props {
  readonly subject: Subject;
  readonly history: History;
  readonly onQuery: (query: string) => void;
}

/** A column for each lane, a row for each entry, from the first to the last. */
export function TimelineTable({ subject, history, onQuery }: Props) {
  const { zone } = useZone();
  const { lanes, rows } = useMemo(() => timelineOf(subject, history), [subject, history]);
  const changes = useMemo(() => new Map(history.changes.map((change) => [change.after, change])), [history]);
  const words = strings.history;
  return (
    <section className="table-frame" tabIndex={0} aria-label={words.timeline}>
      <table className="plain-table timeline">
        <thead>
          <tr>
            <th scope="col">{strings.time.heading(words.time, zone)}</th>
            <th scope="col">{words.entry}</th>
            {lanes.map((lane) => (
              <th key={lane.key} scope="col">
                <LaneName lane={lane} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ entry, lane: own }) => (
            <tr key={entry.row.id} data-changed={changes.has(entry.row.id) || undefined}>
              <th scope="row" className="mono no-wrap">
                {entry.row.values.time === null ? (
                  <span className="quiet">{words.noTime}</span>
                ) : (
                  <EvidenceLine text={zonedTimeText(entry.row.values.time, zone)} mono />
                )}
              </th>
              <td>
                <EntryLink row={entry.row} onQuery={onQuery} />
              </td>
              {lanes.map(({ key }) => (
                <td key={key} className="timeline-lane" data-own={key === own || undefined}>
                  {key === own && <TimelineEntry entry={entry} change={changes.get(entry.row.id)} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LaneName({ lane: { of } }: { readonly lane: TimelineLane }) {
  if (typeof of === 'string') return strings.history.kinds[of];
  return (
    <span className="timeline-product">
      {of.product === '' ? strings.history.noProduct : <EvidenceLine text={of.product} />}
      <span className="quiet">
        <EvidenceLine text={of.system} />
      </span>
    </span>
  );
}
