import { createPublicKey, type KeyObject } from 'node:crypto';
import { equalBytes } from '../../shared/bytes/encoding.ts';
import { type Certificate, readCertificate } from '../../shared/certificates/certificate.ts';
import { chainFault, chainFrom, validityFault } from '../../shared/certificates/chain.ts';
import { signingFault } from '../../shared/certificates/signing-purpose.ts';
import type { CertificateSigner } from '../../shared/seal/cms.ts';
import { keyUnavailable } from './key-file.ts';
import { p256Signer } from './p256.ts';

/**
 * Key and certificates as a signer, where they are fit to seal with now.
 *
 * @param ders the key's own among them, and those that vouch for it
 * @throws AppError KEY_UNAVAILABLE: no certificate of this key, expired, unsuitable, or without those that vouch for it
 */
export async function certificateSigner(
  path: string,
  key: KeyObject,
  ders: readonly Uint8Array<ArrayBuffer>[],
  now: Date,
): Promise<CertificateSigner> {
  const certificates = ders.map(readCertificate).filter((certificate) => certificate !== null);
  const leaf = certificates.find((certificate) => isOf(certificate, key));
  if (leaf === undefined) {
    throw keyUnavailable(
      `${path} holds no certificate of its key`,
      'export the key together with its certificate',
    );
  }
  const unsuitable = signingFault(leaf);
  if (unsuitable !== null) {
    throw keyUnavailable(
      `the certificate ${leaf.subject} of ${path} cannot seal: ${unsuitable}`,
      'use a certificate for signing documents or mail, on P-256',
    );
  }
  const chain = await chainFrom(leaf, certificates);
  const incomplete = chainFault(chain);
  if (incomplete !== null) {
    throw keyUnavailable(
      `the certificates in ${path} are not whole: ${incomplete}`,
      'export the key again with its whole chain, the root included',
    );
  }
  const invalid = validityFault(chain, now);
  if (invalid !== null)
    throw keyUnavailable(`${invalid}, by this computer's clock`, 'use a key whose certificate holds today');
  return { chain: chain.path, sign: p256Signer(key) };
}

function isOf({ parsed }: Certificate, key: KeyObject): boolean {
  const own = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return equalBytes(new Uint8Array(parsed.subjectPublicKeyInfo.toSchema().toBER()), own);
}
