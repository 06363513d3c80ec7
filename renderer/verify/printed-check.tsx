import type { VerifyReport } from '../../shared/domain/verification.ts';
import { AxisTables } from '../integrity/axis-table.tsx';
import { ChainCard } from '../integrity/chain-card.tsx';
import { PrintedFindings } from '../integrity/printed-findings.tsx';
import { verdictOf } from '../integrity/verdict.ts';
import { Printed } from '../printed/printed.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import type { CheckedFile } from './check-report.ts';
import { PackFacts } from './pack-facts.tsx';

interface Props extends CheckedFile {
  readonly report: VerifyReport;
  readonly onDone: () => void;
}

/** What the check of a file that is in no case has found, on paper. */
export function PrintedCheck({ report, place, time, version, onDone }: Props) {
  const words = strings.integrity.printed;
  return (
    <Printed foot={[place, time]} onDone={onDone}>
      <h1>{words.title}</h1>
      <p className="printed-verdict">{verdictOf(report).words}</p>
      <dl className="finding-facts">
        <dt>{strings.check.file}</dt>
        <dd>
          <EvidenceText text={place} mono />
        </dd>
        <dt>{words.verified}</dt>
        <dd>{time}</dd>
        <dt>{words.by}</dt>
        <dd>{words.program(version)}</dd>
      </dl>
      {report.pack && <PackFacts pack={report.pack} />}
      <AxisTables report={report} />
      {(report.chains ?? (report.chain ? [report.chain] : [])).map((chain, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes
        <ChainCard key={n} chain={chain} />
      ))}
      <PrintedFindings report={report} />
    </Printed>
  );
}
