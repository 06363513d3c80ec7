import type { ReactNode } from 'react';
import type { Finding } from '../../shared/domain/verification.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import './integrity.css';

/** Where a finding is, and what was expected and found there. */
export function FindingFacts({ finding }: { readonly finding: Finding }) {
  const { facts } = strings.integrity;
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
        <Fact name={facts.expected}>
          <EvidenceText text={finding.expected} />
        </Fact>
      )}
      {finding.actual !== undefined && (
        <Fact name={facts.actual}>
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
