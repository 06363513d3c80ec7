import type { ChainedEvent } from '../../shared/custody/events.ts';
import { Table } from '../design/table.tsx';
import { LongEvidence } from '../evidence/long-evidence.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeText } from '../time/zoned-time.ts';
import { actionText } from './action-text.ts';
import { detailsToRead } from './detail-text.ts';

/** Events as rows, with all their details. */
export function EventTable({ events }: { readonly events: readonly ChainedEvent[] }) {
  const words = strings.custody;
  const { zone } = useZone();
  return (
    <Table label={words.title} columns={words.columns(zone)} numbers={[0]}>
      {events.map((event) => (
        <tr key={event.seq}>
          <th scope="row" className="number">
            {countText(event.seq)}
          </th>
          <td className="mono no-wrap">{zonedTimeText(event.time, zone)}</td>
          <td className="who">
            <EvidenceText text={event.actor} />
          </td>
          <td className="event-action">
            <EvidenceText text={actionText(event.action)} />
          </td>
          <td>
            <Details details={event.details} />
          </td>
          <td>
            <span className="event-hash">
              <EvidenceLine text={event.hash} mono />
            </span>
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Details({ details }: Pick<ChainedEvent, 'details'>) {
  return (
    <dl className="event-details">
      {detailsToRead(details).map(({ key, name, text, hash, long }) => (
        <div key={key} data-long={long || undefined}>
          <dt>
            <EvidenceText text={name} />
          </dt>
          <dd>
            <LongEvidence text={text} mono={hash} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
