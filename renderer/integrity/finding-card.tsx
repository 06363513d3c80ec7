import type { ReactNode } from 'react';
import type { Finding, VerifyReport } from '../../shared/domain/verification.ts';
import { StateMark } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { sentence } from '../text/sentence.ts';
import { FindingFacts } from './finding-facts.tsx';
import { toneOfFinding } from './finding-tone.ts';
import { Neighbours } from './neighbours.tsx';

interface Props {
  readonly finding: Finding;
  readonly report: VerifyReport;
  /** Whether the engine can be asked for the records around it. */
  readonly isOpenCase: boolean;
  /** Buttons for the next step. */
  readonly children?: ReactNode;
}

/** One finding: what does not hold, what was expected, the records before and after it, and its bytes. */
export function FindingCard({ finding, report, isOpenCase, children }: Props) {
  const source = /^source (\d+)$/.exec(finding.subject)?.[1];
  const { ordinal } = finding;
  const chain = report.chains?.find(({ subject }) => subject === finding.subject);
  return (
    <article className="finding-card">
      <header className="comparison-head">
        <h2>
          <EvidenceText text={sentence(finding.message)} />
        </h2>
        {children}
      </header>
      <StateMark tone={toneOfFinding(finding, report)}>{strings.integrity.axes[finding.axis]}</StateMark>
      <FindingFacts finding={finding} />
      {isOpenCase && source !== undefined && ordinal !== undefined && (
        <Neighbours
          source={Number(source)}
          ordinal={ordinal}
          definition={isOfChain(finding) ? (chain?.definition ?? null) : null}
        />
      )}
    </article>
  );
}

/** What an entry states about its chain says nothing about its clock. */
function isOfChain({ axis }: Finding): boolean {
  return axis === 'content' || axis === 'linkage' || axis === 'sequence';
}
