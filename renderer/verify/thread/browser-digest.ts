import { sha256 } from '@noble/hashes/sha2.js';
import type { Digest } from '../../../shared/proof/digest.ts';

/** SHA-256 in a page: synchronous, for any size, which the browser's own is not. */
export const browserDigest: Digest = {
  sha256: (input) => sha256(input),
  sha256Into: (input, out, at) => out.set(sha256(input), at),
  sha256Stream: () => {
    const hash = sha256.create();
    return { update: (piece) => void hash.update(piece), finish: () => hash.digest() };
  },
};
