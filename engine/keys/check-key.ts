import { createHash } from 'node:crypto';
import type { Certificate } from '../../shared/certificates/certificate.ts';
import type { CertificateInfo, KeyCheck } from '../../shared/contract/sealing-operations.ts';
import { fingerprint } from '../../shared/seal/ssh-key.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { openSigners, type SignerFiles } from '../seal/signers.ts';

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

export function certificateInfo({ der, subject, issuer, notAfter }: Certificate): CertificateInfo {
  const digits = createHash('sha256').update(der).digest('hex').toUpperCase();
  return {
    ...{ subject, issuer, notAfter: notAfter.toISOString() },
    fingerprint: digits.replace(/..(?=.)/g, '$&:'),
  };
}
