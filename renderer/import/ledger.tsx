import type { SourceInfo } from '../../shared/domain/case.ts';
import { StateMark } from '../design/state-mark.tsx';
import { QuarantineList } from '../quarantine/quarantine-list.tsx';
import { FieldLine, FieldList } from '../review/detail/field-list.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { bytesText, countText } from '../text/numbers.ts';

/** What became of every record of each source. */
export function Ledger({ sources }: { readonly sources: readonly SourceInfo[] }) {
  return sources.map((source) => (
    <section key={source.id} className="ledger">
      <h2>
        <EvidenceText text={source.name} />{' '}
        <span className="quiet">{strings.importing.detected(source.system, source.format)}</span>
      </h2>
      <dl className="ledger-figures">
        {(['entries', 'duplicates', 'conflicts', 'quarantined'] as const).map((figure) => (
          <div key={figure}>
            <dd>{countText(source[figure])}</dd>
            <dt>{strings.importing.ledger[figure]}</dt>
          </div>
        ))}
      </dl>
      <p className="quiet">
        {strings.importing.records(source.entries + source.duplicates + source.quarantined)}
      </p>
      <FieldList>
        <FieldLine name={strings.detail.length}>{bytesText(source.bytes)}</FieldLine>
        <FieldLine name="SHA-256" copy={source.sha256}>
          <span className="mono break-anywhere">{source.sha256}</span>
        </FieldLine>
        <FieldLine name={strings.importing.root} copy={source.merkleRoot}>
          <span className="mono break-anywhere">{source.merkleRoot}</span>
        </FieldLine>
      </FieldList>
      {source.quarantined > 0 ? (
        <QuarantineList source={source.id} />
      ) : (
        <StateMark tone="good">{strings.importing.allRead}</StateMark>
      )}
    </section>
  ));
}
