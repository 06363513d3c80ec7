import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { type ChainHasher, isKeyed } from '../../shared/chain/profile.ts';
import { nodeDigest } from './node-digest.ts';

/** A key that is made ready once is used four times as quickly as its bytes are, and a trail has a million entries. */
const ready = new WeakMap<Uint8Array, KeyObject>();

function readyKey(key: Uint8Array): KeyObject {
  const known = ready.get(key);
  if (known !== undefined) return known;
  const made = createSecretKey(key);
  ready.set(key, made);
  return made;
}

/** By OpenSSL. */
export const nodeChainHasher: ChainHasher = {
  digest(algorithm, key, input) {
    if (!isKeyed(algorithm)) return hash(algorithm, input, 'buffer');
    if (key === null) return null;
    return createHmac(algorithm.slice('hmac-'.length), readyKey(key)).update(input).digest();
  },
  sha256Hex: (input) => hash('sha256', input),
  sha256Into: (input, out, at) => nodeDigest.sha256Into(input, out, at),
};
