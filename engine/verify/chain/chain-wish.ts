import { fromBase64 } from '../../../shared/bytes/encoding.ts';
import { catalogue, namedProfiles, withoutNulls } from '../../../shared/chain/catalogue.ts';
import { keyLimit, keyReadings } from '../../../shared/chain/key.ts';
import { otherMakers } from '../../../shared/chain/other-makers.ts';
import type { ChainInput } from '../../../shared/chain/profile-schema.ts';
import { AppError } from '../../../shared/errors.ts';
import { type ChainWish, noWish } from './chain-sample.ts';

/**
 * What was asked for, ready to be tried. The key is in memory alone.
 *
 * @throws AppError INVALID_INPUT for a name that no profile has; KEY_UNAVAILABLE for a key that is empty or too long
 */
export function chainWish(input: ChainInput | undefined): ChainWish {
  if (input === undefined) return noWish;
  const { hmacKey, profile } = input;
  return {
    keys: hmacKey === undefined ? [] : keysOf(hmacKey),
    profile: typeof profile === 'string' ? profileNamed(profile) : (profile ?? null),
  };
}

function keysOf(hmacKey: string): ChainWish['keys'] {
  const given = fromBase64(hmacKey) ?? new Uint8Array();
  const keys = given.length > keyLimit ? [] : keyReadings(given);
  if (keys.length > 0) return keys;
  throw new AppError({
    code: 'KEY_UNAVAILABLE',
    message: given.length > keyLimit ? `the key is longer than ${keyLimit} bytes` : 'the key is empty',
    safe: 'nothing was checked',
    next: 'give the key as its maker has it: hex, base64 or the text itself',
  });
}

/** The rest of a name as reports give it, which says where the hashes stand: that is found anew. */
const place = / \([^()]*\)$/;

function profileNamed(text: string): ChainWish['profile'] {
  const name = text.replace(place, '');
  const own = namedProfiles.find(
    (profile) => profile.name === text || profile.name.replace(place, '') === name,
  );
  if (own !== undefined) return own;
  const forms = [...catalogue, ...withoutNulls, ...otherMakers].map((form) => form.name);
  // Reports put to it how the previous hash is joined, and the algorithm.
  const form = forms.find(
    (each) => name === each || name.startsWith(`${each},`) || name.startsWith(`${each} `),
  );
  if (form !== undefined) return form;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `no profile is named ${JSON.stringify(text)}`,
    safe: 'nothing was checked',
    next: `name one of ${[...namedProfiles.map((profile) => profile.name.replace(place, '')), ...[...catalogue, ...otherMakers].map((each) => each.name)].join(', ')}, or give a file`,
  });
}
