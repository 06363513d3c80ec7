import type { ReportCheck } from '../../shared/domain/guided-report.ts';
import { Badge } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { bytesText } from '../text/numbers.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import { DifferenceTable } from './difference-table.tsx';
import { verdictOfCheck } from './verdict-of-check.ts';

interface Props {
  readonly check: ReportCheck;
  readonly onQuery: (query: string) => void;
}

/** What came of a check: the outcome in words, what the file says it is, and every point that differs. */
export function CheckOutcome({ check, onQuery }: Props) {
  const { zone } = useZone();
  const words = strings.reports.check;
  const { facts } = words;
  const { tone, words: verdict, notes } = verdictOfCheck(check);
  const { title, wish, state, version, format, bytes, sha256, differences, more } = check;
  return (
    <section className="report-outcome" aria-label={words.outcome}>
      <div className="report-verdict" role="status">
        <Badge tone={tone}>{verdict}</Badge>
      </div>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <dl className="finding-facts">
        <dt>{facts.report}</dt>
        <dd>
          <EvidenceText text={title} />
          {wish.query !== '' && (
            <span className="block">
              <EvidenceText text={wish.query} mono />
            </span>
          )}
        </dd>
        <dt>{facts.of}</dt>
        <dd>
          <EvidenceText text={check.case.title} /> · <EvidenceText text={check.case.uuid} mono />
        </dd>
        <dt>{facts.state}</dt>
        <dd>{strings.reports.answer.event(state.seq, zonedTimeAlone(state.time, zone))}</dd>
        <dt>{facts.version}</dt>
        <dd>
          <EvidenceText text={words.program(version)} />
        </dd>
        <dt>{facts.file}</dt>
        <dd>
          {words.fileFacts(format, bytesText(bytes))}
          <span className="block mono report-hash">SHA-256 {sha256}</span>
        </dd>
      </dl>
      <DifferenceTable differences={differences} more={more} onQuery={onQuery} />
    </section>
  );
}
