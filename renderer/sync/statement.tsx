import type { Horizon, SyncedSource } from '../../shared/domain/sync.ts';
import { FieldLine, FieldList } from '../design/field-list.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { Table } from '../design/table.tsx';
import { clockText } from '../strings/sync.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';
import { visibleLine } from '../text/visible-text.ts';
import { OverlapTable } from './overlap-table.tsx';

/** What an acquisition proves and what not; what was asked of whom; what the vendor will delete. */
export function Statement({ source }: { readonly source: SyncedSource }) {
  const { complete, reason, requests, reported, acquisition, retention } = source;
  const { origin, filters, entry, clockOffset, peer, records } = acquisition;
  const words = strings.sync.done;
  const selected = Object.entries(filters).map(([name, values]) => `${name}=${values.join(',')}`);
  return (
    <section className="sync-statement" aria-label={visibleLine(source.name)} tabIndex={0}>
      <h2>
        <EvidenceText text={source.name} />
      </h2>
      <p className="sync-verdict">
        <StateMark tone={complete ? 'good' : 'warn'}>
          {complete ? words.complete : words.incomplete}
        </StateMark>
        <span>
          <EvidenceText text={sentence(reason)} />
        </span>
      </p>
      <FieldList>
        <FieldLine name={words.from}>
          <EvidenceText text={origin} />
        </FieldLine>
        {entry === null && <FieldLine name={words.period}>{words.periodText(acquisition)}</FieldLine>}
        {(selected.length > 0 || entry !== null) && (
          <FieldLine name={words.selection}>
            <EvidenceText text={entry ?? selected.join(' · ')} />
          </FieldLine>
        )}
        <FieldLine name={words.requests}>{countText(requests)}</FieldLine>
        <FieldLine name={words.fetched}>
          {words.fetchedText(source.entries + source.duplicates, source.duplicates)}
        </FieldLine>
        <FieldLine name={words.reported}>{words.reportedText(reported)}</FieldLine>
        {clockOffset !== null && <FieldLine name={words.clock}>{clockText(clockOffset)}</FieldLine>}
        {peer !== null && (
          <FieldLine name={words.peer} copy={peer}>
            <span className="mono break-anywhere">{peer}</span>
          </FieldLine>
        )}
      </FieldList>
      <OverlapTable source={source} />
      {records > 0 && <RetentionTable plans={retention} />}
    </section>
  );
}

function RetentionTable({ plans }: { readonly plans: readonly Horizon[] }) {
  const words = strings.sync.done;
  return (
    <>
      <h3>{words.retention}</h3>
      {plans.length > 1 && <p className="quiet">{words.retentionHelp}</p>}
      <Table label={words.retention} columns={[words.plan, words.kept, words.gone, words.oldest]}>
        {plans.map(({ plan, days, horizon, oldestUntil }) => (
          <tr key={plan}>
            <th scope="row">{plan}</th>
            <td>{words.days(days)}</td>
            <td className="mono">{words.time(horizon)}</td>
            <td className="mono">{words.time(oldestUntil)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
