import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sampled } from './detect.ts';
import { weakDigests } from './weak-digests.ts';

function chain(algorithm: string, names: readonly [own: string, previous: string]): string[] {
  let previous = '';
  return Array.from({ length: 5 }, (_, n) => {
    const entry = { n, chain: { [names[1]]: previous } };
    previous = createHash(algorithm).update(JSON.stringify(entry)).digest('hex');
    return JSON.stringify({ ...entry, chain: { ...entry.chain, [names[0]]: previous } });
  });
}

describe('hashes of an algorithm that is broken', () => {
  it.each([
    ['md5', 'MD5'],
    ['sha1', 'SHA-1'],
  ])('of %s are told from their length, where entries name each other by them', (made, algorithm) => {
    expect(weakDigests(sampled(chain(made, ['hash', 'prev_hash'])))).toEqual({ algorithm, linked: 4 });
  });

  it('are not seen in others, in identifiers, or in what no entry names', () => {
    expect(weakDigests(sampled(chain('sha256', ['hash', 'prev_hash'])))).toBeNull();
    expect(weakDigests(sampled(chain('md5', ['span', 'parent'])))).toBeNull();
    expect(
      weakDigests(sampled(chain('md5', ['hash', 'prev_hash']).filter((_, n) => n % 2 === 0))),
    ).toBeNull();
    expect(weakDigests([])).toBeNull();
  });
});
