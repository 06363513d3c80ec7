import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Sha512, Signer, VerifyEd25519 } from '../../shared/seal/ed25519.ts';

/** RFC 8410 section 4: the SubjectPublicKeyInfo of an Ed25519 key, up to its 32 bytes. */
const publicKeyInfo = Buffer.from('302a300506032b6570032100', 'hex');

export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  const key = createPublicKey({
    key: Buffer.concat([publicKeyInfo, publicKey]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, message, key, signature);
};

export const sha512: Sha512 = (input) => createHash('sha512').update(input).digest();

/** `privateKey`: of Ed25519. */
export function nodeSigner(privateKey: KeyObject): Signer {
  const info = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKey: Uint8Array.from(info.subarray(publicKeyInfo.length)),
    sign: (message) => sign(null, message, privateKey),
  };
}
