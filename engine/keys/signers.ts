import type { SealKind } from '../../shared/pack/layout.ts';
import type { CertificateSigner } from '../../shared/seal/cms.ts';
import type { Signer } from '../../shared/seal/ed25519.ts';
import { loadSigner, loadSigners } from './load-key.ts';
import { loadPkcs12 } from './pkcs12.ts';

/** The keys that a pack is sealed with, open and ready. */
export interface Signers {
  readonly ssh: Signer;
  /** Null where the key file holds no certificate and no other was given. */
  readonly certificate: CertificateSigner | null;
}

export interface SignerFiles {
  readonly key: string;
  readonly passphrase: string;
  readonly p12?: string | undefined;
  /** By default the key's. */
  readonly p12Passphrase?: string | undefined;
}

/** @throws AppError KEY_UNAVAILABLE, before anything is written */
export async function openSigners(
  { key, passphrase, p12, p12Passphrase = passphrase }: SignerFiles,
  now: Date,
): Promise<Signers> {
  if (p12 === undefined) return loadSigners(key, passphrase, now);
  const certificate = await loadPkcs12(p12, p12Passphrase, now);
  return { ssh: loadSigner(key, passphrase), certificate };
}

export function sealKindsOf({ certificate }: Signers): SealKind[] {
  return certificate === null ? ['ssh'] : ['ssh', 'cms'];
}
