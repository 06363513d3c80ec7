import type { Certificate } from '../../shared/certificates/certificate.ts';
import type { CertificateInfo, KeyCheck } from '../../shared/contract/sealing-operations.ts';
import { certificateFingerprint } from '../../shared/seal/known-signer.ts';
import { fingerprint } from '../../shared/seal/ssh-key.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { openSigners, type SignerFiles } from './signers.ts';

/**
 * Opens the keys as sealing does, and tells what they are.
 *
 * @throws AppError KEY_UNAVAILABLE: a wrong passphrase, no such file, an expired or unsuitable certificate, a missing chain
 */
export async function checkKey(files: SignerFiles, now: Date): Promise<KeyCheck> {
  const { ssh, certificate } = await openSigners(files, now);
  const [leaf] = certificate?.chain ?? [];
  return {
    fingerprint: fingerprint(nodeDigest, ssh.publicKey),
    certificate: leaf === undefined ? null : certificateInfo(leaf),
  };
}

export function certificateInfo(certificate: Certificate): CertificateInfo {
  const { subject, issuer, notAfter } = certificate;
  return {
    ...{ subject, issuer, notAfter: notAfter.toISOString() },
    fingerprint: certificateFingerprint(nodeDigest, certificate),
  };
}
