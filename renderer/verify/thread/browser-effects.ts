import type { CheckEffects } from '../../../shared/pack/check-context.ts';
import { crc32 } from '../../../shared/pack/crc32.ts';
import { checkCms } from '../../../shared/seal/cms.ts';
import { checkTimestamp } from '../../../shared/timestamp/check.ts';
import { browserDigest } from './browser-digest.ts';

/** What checking a pack needs, from the page's own cryptography. */
export const browserEffects: CheckEffects = {
  digest: browserDigest,
  crc32,
  checkCms,
  checkTimestamp,
  sha512: async (input) => new Uint8Array(await crypto.subtle.digest('SHA-512', own(input))),
  verifyEd25519: async (publicKey, message, signature) => {
    try {
      const key = await crypto.subtle.importKey('raw', own(publicKey), 'Ed25519', false, ['verify']);
      return await crypto.subtle.verify('Ed25519', key, own(signature), own(message));
    } catch (error) {
      // A key that is no point of the curve signs nothing; anything else is a fault of the browser's, and is said.
      if (error instanceof DOMException && error.name === 'DataError') return false;
      throw error;
    }
  },
};

/** WebCrypto takes no view of shared memory. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
