import { useMemo } from 'react';
import type { ClaimHistory, HistoryEntry, ImageHistory } from '../../shared/domain/history.ts';
import { Table } from '../design/table.tsx';
import { VerdictMark } from '../marks/verdict-mark.tsx';
import { Printed } from '../printed/printed.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { visibleLine } from '../text/visible-text.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone, zonedTimeText } from '../time/zoned-time.ts';
import { changeText } from './change-text.ts';
import { type TimelineLane, timelineOf } from './lanes.ts';
import type { Subject } from './subject.ts';

interface Props {
  readonly subject: Subject;
  readonly value: string;
  readonly history: ImageHistory | ClaimHistory;
  /** When it is printed: ISO 8601. */
  readonly time: string;
  readonly version: string;
  readonly onDone: () => void;
}

/**
 * The history of an image or a claim on paper: a line for each entry, and the files that the entries are from, with
 * hashes.
 */
export function PrintedHistory({ subject, value, history, time, version, onDone }: Props) {
  const { info } = useCase();
  const { zone } = useZone();
  const words = strings.history;
  const printed = words.printed;
  const { lanes, rows } = useMemo(() => timelineOf(subject, history), [subject, history]);
  const changes = new Map(history.changes.map((change) => [change.after, change]));
  const used = new Set(rows.map(({ entry }) => entry.row.source));
  const sources = info.sources.filter(({ id }) => used.has(id));
  const [only] = sources;
  const name = printed.title(subject, visibleLine(value));
  const hash = sources.length === 1 && only ? [only.name, `SHA-256 ${only.sha256}`] : [];
  return (
    <Printed foot={[name, info.title, info.uuid, ...hash]} onDone={onDone}>
      <h1>{name}</h1>
      <dl className="finding-facts">
        <dt>{strings.integrity.printed.of}</dt>
        <dd>
          <EvidenceText text={info.title} /> · <span className="mono">{info.uuid}</span>
        </dd>
        <dt>{printed.found}</dt>
        <dd>
          {words.entries(history.count)} · <EvidenceText text={history.query} mono />
        </dd>
        <dt>{printed.printed}</dt>
        <dd>
          {zonedTimeAlone(time, zone)} · {strings.integrity.printed.program(version)}
        </dd>
      </dl>
      <p className="printed-legend">{printed.legend}</p>
      {history.contradictions.length > 0 && (
        <section>
          <h2>{words.contradictions}</h2>
          {history.contradictions.map((found) => (
            <p key={`${found.topic} ${found.image}`}>
              {words.contradiction(found, visibleLine(found.image))}
            </p>
          ))}
        </section>
      )}
      {'claim' in history && <PrintedDecision history={history} />}
      {history.missing.length > 0 && (
        <section>
          <h2>{words.missing}</h2>
          {history.missing.map(({ code, message }) => (
            <p key={code}>{message}</p>
          ))}
          <p>{words.missingHelp}</p>
        </section>
      )}
      <section>
        <h2>{words.timeline}</h2>
        {history.entries.length < history.count && (
          <p>{words.listed(history.entries.length, history.count)}</p>
        )}
        <Table
          columns={[
            strings.time.heading(words.time, zone),
            words.entry,
            printed.lane,
            printed.says,
            printed.place,
          ]}
          className="printed-timeline"
        >
          {rows.map(({ entry, lane }) => {
            const change = changes.get(entry.row.id);
            return (
              <tr key={entry.row.id}>
                <td className="mono no-wrap">
                  {entry.row.values.time === null ? words.noTime : zonedTimeText(entry.row.values.time, zone)}
                </td>
                <td>
                  <EvidenceText text={entry.row.values.entry_id ?? strings.review.noId} mono />
                </td>
                <td>{laneText(lanes.find(({ key }) => key === lane))}</td>
                <td>
                  <Said entry={entry} />
                  {change && <strong className="block">{visibleLine(changeText(change))}</strong>}
                </td>
                <td className="no-wrap">{printed.at(entry.row.source, entry.row.ordinal)}</td>
              </tr>
            );
          })}
        </Table>
      </section>
      <section>
        <h2>{printed.sources}</h2>
        <dl className="finding-facts">
          {sources.map(({ id, name: file, sha256 }) => [
            <dt key={`${id} name`}>{strings.integrity.printed.source(id)}</dt>,
            <dd key={id}>
              <EvidenceText text={file} />
              <span className="block mono">SHA-256 {sha256}</span>
            </dd>,
          ])}
        </dl>
      </section>
    </Printed>
  );
}

function PrintedDecision({
  history: { decision, entries, examined, count },
}: {
  readonly history: ClaimHistory;
}) {
  const words = strings.history;
  const { zone } = useZone();
  const deciding = decision && entries.find(({ row }) => row.id === decision.entry);
  return (
    <section>
      <h2>{words.decision}</h2>
      {decision === null ? (
        <p>{examined < count ? words.examined(examined, count) : words.noDecision}</p>
      ) : (
        <>
          <p>
            <strong>
              <EvidenceText text={decision.action} />
            </strong>
            {deciding?.row.values.time && ` · ${zonedTimeAlone(deciding.row.values.time, zone)}`}
            {deciding?.row.values.actor && (
              <>
                {' · '}
                <EvidenceText text={deciding.row.values.actor} mono />
              </>
            )}
            {deciding?.row.values.entry_id && (
              <>
                {' · '}
                <EvidenceText text={deciding.row.values.entry_id} mono />
              </>
            )}
          </p>
          <p>{words.decidedBefore(decision.detections.length, decision.actions.length)}</p>
        </>
      )}
    </section>
  );
}

/** What an entry states: its result, what happened, by which model and whom. */
function Said({ entry: { row } }: { readonly entry: HistoryEntry }) {
  const { verdict, confidence, risk_score: risk, event_type: event, action } = row.values;
  const { model_version: model, actor } = row.values;
  const scores = [confidence, risk].filter((score) => score !== null).map(String);
  const rest = [...scores, event, action, model, actor].filter((part) => part !== null);
  return (
    <>
      {verdict !== null && <VerdictMark verdict={verdict} />}
      {verdict !== null && rest.length > 0 && ' · '}
      {rest.length > 0 && <EvidenceText text={rest.join(' · ')} />}
    </>
  );
}

function laneText(lane: TimelineLane | undefined): string {
  if (lane === undefined) return '';
  const { of } = lane;
  if (typeof of === 'string') return strings.history.kinds[of];
  return visibleLine(`${of.product === '' ? strings.history.noProduct : of.product} · ${of.system}`);
}
