import { useState } from 'react';
import type { SealSigner } from '../../shared/domain/verification.ts';
import { Button } from '../design/button.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { AddSignerDialog } from './add-signer-dialog.tsx';

interface Props {
  readonly signers: readonly SealSigner[];
  /** Called when a signer has become known: the pack must be checked again. */
  readonly onAdded: () => void;
}

/** Who sealed a pack, as far as they are known. */
export function PackSigners({ signers, onAdded }: Props) {
  const words = strings.signers;
  const [adding, setAdding] = useState<SealSigner | null>(null);
  return (
    <section>
      <h2>{words.heading}</h2>
      <ul className="pack-signers">
        {signers.map((signer) => (
          <li key={`${signer.seal} ${signer.fingerprint}`}>
            <span className="label">{words.seals[signer.seal]}</span>
            <div>
              <StateMark tone={signer.others.length > 0 ? 'bad' : signer.known === null ? 'warn' : 'good'}>
                {verdictOf(signer)}
              </StateMark>
              {signer.subject !== null && (
                <p>
                  <EvidenceText text={signer.subject} />
                </p>
              )}
              <p className="mono break-anywhere">{signer.fingerprint}</p>
              {signer.known === null && (
                <Button look="link" onPress={() => setAdding(signer)}>
                  {words.addThis}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {adding && (
        <AddSignerDialog
          found={{ fingerprint: adding.fingerprint, name: '' }}
          onClose={() => setAdding(null)}
          onAdded={() => {
            setAdding(null);
            onAdded();
          }}
        />
      )}
    </section>
  );
}

function verdictOf({ known, others: [other] }: SealSigner): string {
  const words = strings.signers;
  if (known !== null) return words.known(known.name, known.since);
  return other === undefined ? words.unknown : words.differs(other.name);
}
