import { useMemo } from 'react';
import type { History } from '../../shared/domain/history.ts';
import { Table } from '../design/table.tsx';
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
    <Table
      label={words.timeline}
      columns={[
        strings.time.heading(words.time, zone),
        words.entry,
        ...lanes.map((lane) => ({ key: lane.key, heading: <LaneName lane={lane} /> })),
      ]}
      className="timeline"
    >
      {rows.map(({ entry, lane: own }) => (
        <tr key={entry.row.id} data-changed={changes.has(entry.row.id) || undefined}>
          <th scope="row" className="mono no-wrap">
            {entry.row.values.time === null ? (
              <span className="quiet">{words.noTime}</span>
            ) : (
              <EvidenceLine text={zonedTimeText(entry.row.values.time, zone)} mono />
            )}
          </th>
          <td className="clipped">
            <EntryLink row={entry.row} onQuery={onQuery} />
          </td>
          {lanes.map(({ key }) => (
            <td key={key} className="timeline-lane" data-own={key === own || undefined}>
              {key === own && <TimelineEntry entry={entry} change={changes.get(entry.row.id)} />}
            </td>
          ))}
        </tr>
      ))}
    </Table>
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
