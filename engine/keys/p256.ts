import type { KeyObject } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';

/**
 * ECDSA on P-256 with SHA-256, in DER, deterministic (RFC 6979): the same pack sealed again is the same file. OpenSSL
 * takes a random number instead and cannot be told otherwise from Node.
 */
export function p256Signer(privateKey: KeyObject): (message: Uint8Array) => Uint8Array {
  const { d } = privateKey.export({ format: 'jwk' });
  const secret = Buffer.from(d ?? '', 'base64url');
  return (message) => p256.sign(message, secret, { format: 'der', prehash: true, extraEntropy: false });
}
