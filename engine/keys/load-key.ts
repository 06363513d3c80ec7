import type { AppError } from '../../shared/errors.ts';
import type { CertificateSigner } from '../../shared/seal/cms.ts';
import type { Signer } from '../../shared/seal/ed25519.ts';
import { certificateSigner } from './certificate-signer.ts';
import { nodeSigner } from './ed25519.ts';
import { keyUnavailable, openPrivateKeys, privateKeys, readKeyBlocks } from './key-file.ts';

/**
 * The Ed25519 key of a key file: a sequence of PEM blocks of which the first private key of that kind counts. Other
 * blocks, such as the P-256 key and certificate of CMS seals, are passed over. An unencrypted key works too: an
 * organization may keep its keys its own way.
 *
 * @throws AppError KEY_UNAVAILABLE
 */
export function loadSigner(path: string, passphrase: string): Signer {
  for (const key of privateKeys(path, readKeyBlocks(path), passphrase)) {
    if (key.asymmetricKeyType === 'ed25519') return nodeSigner(key);
  }
  throw noEd25519(path);
}

/**
 * The Ed25519 key as `loadSigner`, and the first key on an elliptic curve with the certificates of the file; null where
 * it holds none: such a key seals without CMS.
 *
 * @param now the certificate must hold then
 * @throws AppError KEY_UNAVAILABLE
 */
export async function loadSigners(
  path: string,
  passphrase: string,
  now: Date,
): Promise<{ readonly ssh: Signer; readonly certificate: CertificateSigner | null }> {
  const blocks = readKeyBlocks(path);
  const keys = await openPrivateKeys(path, blocks, passphrase);
  const ed25519 = keys.find(({ asymmetricKeyType }) => asymmetricKeyType === 'ed25519');
  if (ed25519 === undefined) throw noEd25519(path);
  const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ der }) => der);
  const certified = keys.find(({ asymmetricKeyType }) => asymmetricKeyType === 'ec');
  if (certificates.length === 0 || certified === undefined)
    return { ssh: nodeSigner(ed25519), certificate: null };
  return {
    ssh: nodeSigner(ed25519),
    certificate: await certificateSigner(path, certified, certificates, now),
  };
}

function noEd25519(path: string): AppError {
  return keyUnavailable(`${path} holds no Ed25519 key`, 'choose a key file made with: casebound keygen');
}
