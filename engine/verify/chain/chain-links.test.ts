import { expect, it } from 'vitest';
import { readProfile } from '../../../shared/chain/profile-schema.ts';
import { ChainLinks } from './chain-links.ts';

const profile = readProfile({
  name: 'test',
  hash: 'hash',
  previous: 'previous',
  algorithm: 'sha256',
  preimage: { join: ['entry'], entry: { serialize: 'jcs', omit: ['hash'] } },
});
const digest = (n: number) => n.toString(16).padStart(64, '0');

it('has the earliest time of any number of loose entries, as of an export that was shuffled', () => {
  if (typeof profile === 'string') throw new Error(profile);
  const links = new ChainLinks(profile);
  const count = 150_000;
  for (let n = 0; n < count; n++) {
    const place = {
      entryId: null,
      ordinal: n,
      line: n + 1,
      byteOffset: n,
      time: n % 7 ? count - n : Number.NaN,
    };
    links.add({ hash: digest(2 * n + 2), previous: digest(2 * n + 1), recomputed: null }, place, () => null);
  }
  links.finish();
  expect(links.loose).toHaveLength(count);
  expect(links.earliest).toBe(1);
});
