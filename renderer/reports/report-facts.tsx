import type { GuidedReport } from '../../shared/domain/guided-report.ts';
import { strings } from '../strings.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import { QueryLine } from './query-line.tsx';

interface Props {
  readonly report: GuidedReport;
  readonly onPaper?: boolean;
}

/** What was asked, of which state of the case, and what was looked at. */
export function ReportFacts({ report: { state, scope }, onPaper = false }: Props) {
  const { zone } = useZone();
  const words = strings.reports.answer;
  return (
    <dl className="finding-facts">
      <dt>{words.looked}</dt>
      <dd>
        <QueryLine of={words.looked} query={scope} onPaper={onPaper} />
      </dd>
      <dt>{words.at}</dt>
      <dd>
        {words.event(state.seq, zonedTimeAlone(state.time, zone))}
        <span className="block mono report-hash">{state.hash}</span>
      </dd>
    </dl>
  );
}
