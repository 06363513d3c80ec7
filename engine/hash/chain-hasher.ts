import { createHmac, hash } from 'node:crypto';
import { type ChainHasher, isKeyed } from '../../shared/chain/profile.ts';

/** By OpenSSL. */
export const nodeChainHasher: ChainHasher = {
  digest(algorithm, key, input) {
    if (!isKeyed(algorithm)) return hash(algorithm, input, 'buffer');
    return key === null ? null : createHmac(algorithm.slice('hmac-'.length), key).update(input).digest();
  },
  sha256Hex: (input) => hash('sha256', input),
};
