import type { ClaimHistory, HistoryEntry } from '../../shared/domain/history.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { useZone } from '../time/zone.ts';
import { zonedTimeText } from '../time/zoned-time.ts';
import { EntryLink, Scores, Verdict } from './timeline-entry.tsx';

/** How many results are listed; the timeline has all of them. */
const mostListed = 12;

interface Props {
  readonly history: ClaimHistory;
  readonly onQuery: (query: string) => void;
}

/** How a claim was last decided, and what came before. It says what preceded the decision, not what caused it. */
export function DecisionCard({ history, onQuery }: Props) {
  const { decision, entries, examined, count } = history;
  const words = strings.history;
  const byNumber = new Map(entries.map((entry) => [entry.row.id, entry]));
  const deciding = decision && byNumber.get(decision.entry);
  const before = decision?.detections.flatMap((id) => byNumber.get(id) ?? []) ?? [];
  return (
    <section className="history-decision" aria-label={words.decision}>
      <h3>{words.decision}</h3>
      {decision === null && <p>{examined < count ? words.examined(examined, count) : words.noDecision}</p>}
      {decision && (
        <>
          <p className="history-line">
            <strong>
              <EvidenceLine text={decision.action} />
            </strong>
            {deciding && <When entry={deciding} />}
            {deciding?.row.values.actor && <EvidenceLine text={deciding.row.values.actor} mono />}
            {deciding && <EntryLink row={deciding.row} onQuery={onQuery} />}
          </p>
          <p>{words.decidedBefore(decision.detections.length, decision.actions.length)}</p>
          {before.length > 0 && (
            <ul className="history-basis" aria-label={words.basis}>
              {decision.detections.length > mostListed && (
                <li className="quiet history-earlier">
                  {words.earlier(decision.detections.length - mostListed)}
                </li>
              )}
              {before.slice(-mostListed).map((entry) => (
                <li key={entry.row.id}>
                  <span>
                    <When entry={entry} />
                  </span>
                  <span>
                    <Verdict row={entry.row} />
                  </span>
                  <span>
                    <Scores row={entry.row} />
                  </span>
                  <span className="clip">
                    {entry.row.values.product && <EvidenceLine text={entry.row.values.product} />}
                  </span>
                  <EntryLink row={entry.row} onQuery={onQuery} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

function When({ entry }: { readonly entry: HistoryEntry }) {
  const { zone } = useZone();
  const { time } = entry.row.values;
  return time === null ? null : <EvidenceLine text={zonedTimeText(time, zone)} mono />;
}
