import { createSHA256, type IHasher } from 'hash-wasm';
import type { Digest, DigestStream } from '../../../shared/proof/digest.ts';
import { browserDigest } from './browser-digest.ts';

/**
 * SHA-256 in WebAssembly, which takes half the time of the one in JavaScript; the latter if the browser runs no
 * WebAssembly, as is so in some with strict settings.
 */
export async function quickDigest(): Promise<Digest> {
  try {
    return compiled(await createSHA256(), await createSHA256());
  } catch {
    return browserDigest;
  }
}

/**
 * @param whole hashes what is there at once
 * @param inPieces serves all streams: it is given the state of each in its turn
 */
function compiled(whole: IHasher, inPieces: IHasher): Digest {
  const sha256 = (input: Uint8Array) => whole.init().update(input).digest('binary');
  return {
    sha256,
    sha256Into: (input, out, at) => out.set(sha256(input), at),
    sha256Stream: () => streamOf(inPieces),
  };
}

function streamOf(hasher: IHasher): DigestStream {
  let state = hasher.init().save();
  return {
    update(piece) {
      state = hasher.load(state).update(piece).save();
    },
    finish: () => hasher.load(state).digest('binary'),
  };
}
