import type { ReactNode } from 'react';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { AxisTables } from '../integrity/axis-table.tsx';
import { ChainCard } from '../integrity/chain-card.tsx';
import { FindingList } from '../integrity/finding-list.tsx';
import { VerdictBadge } from '../integrity/verdict-badge.tsx';
import { PackSigners } from '../packs/pack-signers.tsx';
import { strings } from '../strings.ts';
import { ExpectedHash } from './expected-hash.tsx';
import { PackFacts } from './pack-facts.tsx';

interface Props {
  readonly report: VerifyReport;
  /** Checked by the page itself, not by the engine. */
  readonly inPage: boolean;
  /** Checks it again, once a signer is known. */
  readonly onAgain: () => void;
  /** What more a person can say of the file, after the answer. */
  readonly options: ReactNode;
}

/** The report on a file that is not the open case. */
export function ReportView({ report, inPage, onAgain, options }: Props) {
  return (
    <>
      {report.pack && <PackFacts pack={report.pack} />}
      <div className="report-verdict">
        <VerdictBadge report={report} whole />
      </div>
      {inPage && <p className="quiet">{strings.check.inPage}</p>}
      {report.files && <ExpectedHash report={report} />}
      {options}
      {report.kind === 'pack' && <p className="quiet">{strings.check.trust}</p>}
      {report.signers && report.signers.length > 0 && (
        <PackSigners signers={report.signers} onAdded={onAgain} />
      )}
      <AxisTables report={report} />
      {report.chain && <ChainCard chain={report.chain} />}
      {report.findingsTotal > 0 && <FindingList report={report} onOpen={null} />}
    </>
  );
}
