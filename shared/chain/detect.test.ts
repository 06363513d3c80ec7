import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeChainHasher } from '../../engine/hash/chain-hasher.ts';
import { canonicalize } from '../json/canonical.ts';
import { detectChain } from './detect.ts';

interface Entry {
  readonly [name: string]: unknown;
}

/** Entries chained by SHA-256 over what `hashed` writes of each. */
function chained(hashed: (entry: Entry) => string): string[] {
  let prev = '0'.repeat(64);
  return Array.from({ length: 8 }, (_, n) => {
    const result = { verdict: 'authentic', score: n / 8, note: `n ${n}` };
    const entry = { id: `e${n}`, at: n * 60, result, stored: n, shard: n % 3, prev_hash: prev };
    prev = createHash('sha256').update(hashed(entry)).digest('hex');
    return JSON.stringify({ ...entry, entry_hash: prev });
  });
}

/** Entries of a number, a time and some data, hashed over what `joined` makes of them, with `beside` put to each afterwards. */
function blocks(
  joined: (block: { n: number; at: string; data: string; prev: string }) => string,
  beside: object = {},
): string[] {
  let prev = '0'.repeat(64);
  return Array.from({ length: 6 }, (_, n) => {
    const at = `2026-01-01T00:00:0${n}Z`;
    const data = { verdict: n % 2 === 0 ? 'real' : 'made', score: n / 7 };
    const entry = { index: n, timestamp: at, data, nonce: n * 7, previousHash: prev };
    prev = createHash('sha256')
      .update(joined({ n, at, data: JSON.stringify(data), prev }))
      .digest('hex');
    return JSON.stringify({ ...entry, hash: prev, ...beside });
  });
}

describe('a chain is found over fields among which the previous hash stands', () => {
  it.each([
    ['number, previous, time, data', blocks(({ n, at, data, prev }) => `${n}${prev}${at}${data}`)],
    ['with a nonce', blocks(({ n, at, data, prev }) => `${n}|${prev}|${at}|${data}|${n * 7}`)],
    ['time, previous, data', blocks(({ at, data, prev }) => `${at}-${prev}-${data}`)],
  ])('%s', (_what, texts) => {
    const detected = detectChain(nodeChainHasher, texts);
    expect(detected).toMatchObject({ recompute: 6, looked: 6 });
    expect(detected?.covers).toContain('previousHash');
  });
});

it('a chain is found beside what a store put to its entries, which is told', () => {
  let prev = '';
  const texts = Array.from({ length: 6 }, (_, n) => {
    const entry = { event: 'login', at: n, payload: { n }, prevHash: prev };
    prev = createHash('sha256').update(JSON.stringify(entry)).digest('hex');
    return JSON.stringify({ _id: `a${n}`, ...entry, hash: prev, createdAt: n, updatedAt: n + 1, __v: 0 });
  });
  expect(detectChain(nodeChainHasher, texts)).toMatchObject({
    recompute: 6,
    uncovered: ['_id', 'createdAt', 'updatedAt', '__v'],
  });
});

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
    const detected = detectChain(
      nodeChainHasher,
      chained((entry) => canonicalize(hashed(entry))),
    );
    expect(detected).toMatchObject({ recompute: 8, looked: 8 });
    expect(detected?.uncovered.toSorted()).toEqual(uncovered);
  });

  it('three members is beyond what is tried', () => {
    const hashed = ({ stored: _, shard: __, id: ___, ...rest }: Entry) => rest;
    expect(
      detectChain(
        nodeChainHasher,
        chained((entry) => canonicalize(hashed(entry))),
      ),
    ).toBeNull();
  });
});

/** As Python's `json.dumps(value, sort_keys=True)` writes an object of texts and numbers. */
function dumps(value: unknown): string {
  const members = Object.entries(value as Entry).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, each]) => `"${name}": ${JSON.stringify(each)}`).join(', ')}}`;
}

describe('a chain is found over fields with an object behind them', () => {
  it.each([
    ['joined', ({ prev_hash, id, result }: Entry) => [prev_hash, id, JSON.stringify(result)].join('|')],
    [
      'joined, as Python writes it',
      ({ prev_hash, id, result }: Entry) => [prev_hash, id, dumps(result)].join('|'),
    ],
    ['the object alone', ({ prev_hash, result }: Entry) => `${prev_hash}${JSON.stringify(result)}`],
    ['as JSON', ({ prev_hash, id, result }: Entry) => JSON.stringify({ id, result, prev_hash })],
  ])('%s', (_what, hashed) => {
    const detected = detectChain(nodeChainHasher, chained(hashed));
    expect(detected).toMatchObject({ recompute: 8, looked: 8 });
    expect(detected?.uncovered).toEqual(expect.arrayContaining(['at', 'stored', 'shard']));
  });
});
