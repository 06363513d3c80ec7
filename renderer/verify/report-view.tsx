import type { VerifyReport } from '../../shared/domain/verification.ts';
import { Badge } from '../design/state-mark.tsx';
import { AxisTables } from '../integrity/axis-table.tsx';
import { ChainCard } from '../integrity/chain-card.tsx';
import { FindingList } from '../integrity/finding-list.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly report: VerifyReport;
  /** Checked by the page itself, not by the engine. */
  readonly inPage: boolean;
}

/** The report on a file that is not the open case. */
export function ReportView({ report, inPage }: Props) {
  const failed = report.axes.filter(({ status }) => status === 'fail').length;
  return (
    <>
      <div>
        <Badge tone={report.ok ? 'good' : 'bad'}>
          {report.ok ? strings.integrity.nothingFails : strings.integrity.fails(failed)}
        </Badge>
      </div>
      {inPage && <p className="quiet">{strings.check.inPage}</p>}
      {report.kind === 'pack' && <p className="quiet">{strings.check.trust}</p>}
      <AxisTables axes={report.axes} nameOf={(subject) => subject} />
      {report.chain && <ChainCard chain={report.chain} />}
      {report.findingsTotal > 0 && <FindingList report={report} onOpen={null} />}
    </>
  );
}
