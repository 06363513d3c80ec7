import type { KeyCheck } from '../../../shared/contract/sealing-operations.ts';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';

/** Whose key it is, as far as keys tell: fingerprints as ssh-keygen and openssl print them. */
export function KeyFacts({ check: { fingerprint, certificate } }: { readonly check: KeyCheck }) {
  const words = strings.seal.signer;
  return (
    <dl className="finding-facts">
      <dt>{words.fingerprint}</dt>
      <dd className="mono break-anywhere">{fingerprint}</dd>
      <dt>{words.certificate}</dt>
      <dd>
        {certificate === null ? (
          words.noCertificate
        ) : (
          <>
            <EvidenceText text={certificate.subject} />, {words.until(certificate.notAfter)}
            <span className="mono break-anywhere block quiet">SHA-256 {certificate.fingerprint}</span>
          </>
        )}
      </dd>
    </dl>
  );
}
