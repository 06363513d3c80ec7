import type { PackState } from '../../shared/contract/sealing-operations.ts';
import type { PackInfo } from '../../shared/domain/case.ts';
import { FieldLine, FieldList } from '../design/field-list.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText, utcTimeText } from '../text/numbers.ts';
import { storedScopeText } from './scope-text.ts';
import { timestampText } from './timestamp-text.ts';

/** A pack that was sealed from this case: what the case recorded, and what its file says, if it was found. */
export interface ReceiptOf {
  readonly pack: PackInfo;
  readonly state: PackState | null;
  /** Of the file as it is now, hex; null until it is known. */
  readonly sha256: string | null;
  /** Where its timestamp request was written, if it was. */
  readonly request: string | null;
}

interface Props {
  readonly of: ReceiptOf;
  /** Whether its name is already shown above. */
  readonly named?: boolean;
}

/** What identifies a pack: to be compared, printed and kept. */
export function ReceiptFacts({ of: { pack, state, sha256, request }, named = false }: Props) {
  const words = strings.receipt;
  return (
    <FieldList wide>
      {!named && (
        <FieldLine name={words.name}>
          <EvidenceText text={pack.name} mono />
        </FieldLine>
      )}
      <FieldLine name={words.number}>{countText(pack.number)}</FieldLine>
      <FieldLine name={words.of}>
        <EvidenceText text={storedScopeText(pack.scope)} />
      </FieldLine>
      <FieldLine name={words.entries}>{countText(pack.entries)}</FieldLine>
      {pack.bates && (
        <FieldLine name={words.bates}>
          <span className="mono">{strings.seal.numbers.range(pack.bates.first, pack.bates.last)}</span>
        </FieldLine>
      )}
      <FieldLine name={words.sealed}>
        <span className="mono">{utcTimeText(pack.sealed)} UTC</span>
      </FieldLine>
      <FieldLine name={words.file} copy={pack.path}>
        <EvidenceText text={pack.path} mono />
      </FieldLine>
      <FieldLine name={words.sealedSha256} copy={pack.tagmanifest}>
        <span className="mono break-anywhere">{pack.tagmanifest}</span>
      </FieldLine>
      {sha256 !== null && (
        <FieldLine name={words.fileSha256} copy={sha256}>
          <span className="mono break-anywhere">{sha256}</span>
        </FieldLine>
      )}
      {sha256 !== pack.sha256 && (
        <FieldLine name={strings.packs.changed} copy={pack.sha256}>
          <span className="mono break-anywhere">{pack.sha256}</span>
        </FieldLine>
      )}
      {state && <StateLines state={state} />}
      {request !== null && (
        <FieldLine name={words.request} copy={request}>
          <EvidenceText text={request} mono />
        </FieldLine>
      )}
    </FieldList>
  );
}

function StateLines({
  state: { roots, fingerprint, certificate, timestamp },
}: {
  readonly state: PackState;
}) {
  const words = strings.receipt;
  return (
    <>
      <FieldLine
        name={roots.length === 1 ? words.root : words.roots}
        copy={roots.map(({ root }) => root).join('\n')}
      >
        <span>
          {roots.map(({ source, name, root }) => (
            <span key={source} className="block">
              {words.rootOf(source)} <EvidenceText text={name} />
              <span className="mono break-anywhere block">{root}</span>
            </span>
          ))}
        </span>
      </FieldLine>
      {fingerprint !== null && (
        <FieldLine name={words.key} copy={fingerprint}>
          <span className="mono break-anywhere">{fingerprint}</span>
        </FieldLine>
      )}
      {certificate && (
        <FieldLine name={words.certificate} copy={certificate.fingerprint}>
          <span>
            <EvidenceText text={certificate.subject} />
            <span className="mono break-anywhere block">SHA-256 {certificate.fingerprint}</span>
          </span>
        </FieldLine>
      )}
      <FieldLine name={words.timestamp}>{timestampText(timestamp)}</FieldLine>
    </>
  );
}
