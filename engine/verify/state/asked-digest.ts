import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Reading } from '../../import/reading/read-source.ts';
import { version } from '../../version.ts';
import type { ChainSample, ChainWish } from '../chain/chain-sample.ts';
import { rememberedSample } from './remembered-sample.ts';
import { stateVersion } from './source-state.ts';

/**
 * Keys are remembered by no file: under a secret that ends with this process, a digest of one can be compared within it, and guessed
 * at by nobody. So what was verified with a key is derived again by every other process.
 */
const processSecret = randomBytes(32);

/** SHA-256, hex, of how a source is verified: what was derived in another way is derived again. */
export function askedDigest({ keys, profile }: ChainWish, partial: boolean): string {
  const [key] = keys;
  const keyDigest =
    key === undefined
      ? null
      : createHmac('sha256', processSecret).update(key.form).update(key.bytes).digest('hex');
  const asked = { stateVersion, version, profile, partial, key: keyDigest };
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}

/** SHA-256, hex, of everything but a source's bytes that decides what is found in them. */
export function followedDigest(
  wish: ChainWish,
  partial: boolean,
  { layout, mapping }: Pick<Reading, 'layout' | 'mapping'>,
  sample: ChainSample,
): string {
  const how = [askedDigest(wish, partial), layout, mapping, rememberedSample(sample)];
  return createHash('sha256').update(JSON.stringify(how)).digest('hex');
}
