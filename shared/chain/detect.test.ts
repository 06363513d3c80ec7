import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeChainHasher } from '../../engine/hash/chain-hasher.ts';
import { canonicalize } from '../json/canonical.ts';
import { detectChain } from './detect.ts';

interface Entry {
  readonly [name: string]: unknown;
}

/** Entries chained by SHA-256 over the RFC 8785 form of what `hashed` gives of each. */
function chained(hashed: (entry: Entry) => object): string[] {
  let prev = '0'.repeat(64);
  return Array.from({ length: 8 }, (_, n) => {
    const result = { verdict: 'authentic', score: n / 8, note: `n ${n}` };
    const entry = { id: `e${n}`, at: n * 60, result, stored: n, shard: n % 3, prev_hash: prev };
    prev = createHash('sha256')
      .update(canonicalize(hashed(entry)))
      .digest('hex');
    return JSON.stringify({ ...entry, entry_hash: prev });
  });
}

describe('a chain is found though its hashes leave out', () => {
  it.each([
    ['nothing', (entry: Entry) => entry, []],
    ['a member', ({ stored: _, ...rest }: Entry) => rest, ['stored']],
    ['two members', ({ stored: _, shard: __, ...rest }: Entry) => rest, ['shard', 'stored']],
    [
      'a member of an object',
      ({ result, ...rest }: Entry) => {
        const { note: _, ...kept } = result as Entry;
        return { ...rest, result: kept };
      },
      ['result.note'],
    ],
  ])('%s', (_what, hashed, uncovered) => {
    const detected = detectChain(nodeChainHasher, chained(hashed));
    expect(detected).toMatchObject({ recompute: 8, looked: 8 });
    expect(detected?.uncovered.toSorted()).toEqual(uncovered);
  });

  it('three members is beyond what is tried', () => {
    const hashed = ({ stored: _, shard: __, at: ___, ...rest }: Entry) => rest;
    expect(detectChain(nodeChainHasher, chained(hashed))).toBeNull();
  });
});
