import type { ReactNode } from 'react';
import type { Finding } from '../../shared/domain/verification.ts';
import { valueNames } from '../../shared/report/finding-values.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import './integrity.css';

/** Where a finding is, and its two values: the recorded one and the computed one. */
export function FindingFacts({ finding }: { readonly finding: Finding }) {
  const { facts } = strings.integrity;
  const names = valueNames(finding);
  return (
    <dl className="finding-facts">
      <Fact name={facts.code}>{finding.code}</Fact>
      {finding.entryId !== undefined && (
        <Fact name={facts.entry}>
          <EvidenceText text={finding.entryId} />
        </Fact>
      )}
      {finding.member !== undefined && (
        <Fact name={facts.member}>
          <EvidenceText text={finding.member} />
        </Fact>
      )}
      {finding.line !== undefined && <Fact name={facts.line}>{countText(finding.line)}</Fact>}
      {finding.byteOffset !== undefined && <Fact name={facts.offset}>{countText(finding.byteOffset)}</Fact>}
      {finding.expected !== undefined && (
        <Fact name={names.expected}>
          <EvidenceText text={finding.expected} />
        </Fact>
      )}
      {finding.actual !== undefined && (
        <Fact name={names.actual}>
          <EvidenceText text={finding.actual} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="mono break-anywhere">{children}</dd>
    </>
  );
}
