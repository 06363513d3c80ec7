import type { ContainerInfo, SourceInfo } from '../../shared/domain/case.ts';
import type { CheckedHash } from '../../shared/domain/import.ts';
import { Button } from '../design/button.tsx';
import { FieldLine, FieldList } from '../design/field-list.tsx';
import { StateMark } from '../design/state-mark.tsx';
import type { CasePlace } from '../session/case-place.ts';
import { strings } from '../strings.ts';
import { AcquiredLine } from '../sync/acquired-line.tsx';
import { EvidenceText } from '../text/evidence.tsx';
import { bytesText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

/** Nobody said what the hash should be. */
export const noHash = 'none';

interface Props {
  readonly source: SourceInfo;
  /** The one that it came in. */
  readonly container: ContainerInfo | null;
  /** The outcome of the expected hash; null if it is not known here. */
  readonly hash: Pick<CheckedHash, 'by'> | typeof noHash | null;
  /** One of several: then it is named. */
  readonly named: boolean;
  readonly onShow: (place: CasePlace) => void;
}

/** What identifies a source: its bytes, its hashes and where it came from. */
export function SourceFacts({ source, container, hash, named, onShow }: Props) {
  const { ledger, root } = strings.importing;
  return (
    <section className="source-facts">
      <h2>
        <EvidenceText text={source.name} />{' '}
        <span className="quiet">{strings.importing.detected(source.system, source.format)}</span>
      </h2>
      <FieldList>
        <FieldLine name={ledger.bytes}>{bytesText(source.bytes)}</FieldLine>
        <FieldLine name="SHA-256" copy={source.sha256}>
          <span className="mono break-anywhere">{source.sha256}</span>
        </FieldLine>
        {hash && (
          <FieldLine name={ledger.expected}>
            {hash === noHash ? (
              <StateMark tone="none">{ledger.expectedNone}</StateMark>
            ) : (
              <StateMark tone="good">{ledger.expectedHolds(visibleLine(hash.by))}</StateMark>
            )}
          </FieldLine>
        )}
        <FieldLine name={root} copy={source.merkleRoot}>
          <span className="mono break-anywhere">{source.merkleRoot}</span>
        </FieldLine>
        <AcquiredLine source={source.id} />
        {source.compression && <FieldLine name={ledger.compression}>{source.compression}</FieldLine>}
        {container && (
          <>
            <FieldLine name={ledger.container}>
              <EvidenceText text={container.name} />
              {source.member !== null && <EvidenceText text={source.member} mono />}
            </FieldLine>
            <FieldLine name={ledger.containerHash} copy={container.sha256}>
              <span className="mono break-anywhere">{container.sha256}</span>
            </FieldLine>
          </>
        )}
        {source.rereadOf !== null && (
          <FieldLine name={ledger.rereadOf}>{ledger.sourceNumber(source.rereadOf)}</FieldLine>
        )}
      </FieldList>
      {named && (source.quarantined > 0 || source.conflicts > 0) && (
        <div className="ledger-next">
          {source.quarantined > 0 && (
            <Button look="link" onPress={() => onShow({ tab: 'quarantined', source: source.id })}>
              {ledger.showQuarantined(source.quarantined)}
            </Button>
          )}
          {source.conflicts > 0 && (
            <Button look="link" onPress={() => onShow({ tab: 'conflicts', source: source.id })}>
              {ledger.showConflicts(source.conflicts)}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
