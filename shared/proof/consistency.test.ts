import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { ConsistencyCollector, verifyConsistency } from './consistency.ts';
import { leafHash, treeRoot } from './merkle.ts';
import { data, roots } from './testing/reference-trees.ts';
import { rfc6962 } from './testing/rfc-6962.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

const vectors: [first: number, second: number, path: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const leaves = data.map((each) => leafHash(nodeDigest, bytesOf(each)));

function proofOf(all: readonly Uint8Array[], first: number) {
  const collector = new ConsistencyCollector(nodeDigest, first, all.length);
  for (const leaf of all) collector.append(leaf);
  return collector.finish();
}

describe('the reference vectors', () => {
  it.each(vectors)('%i leaves among %i', (first, second, path) => {
    const made = proofOf(leaves.slice(0, second), first);
    expect(made.proof.map(hex)).toEqual(path);
    expect(hex(made.firstRoot)).toBe(roots[first]);
    expect(hex(made.secondRoot)).toBe(roots[second]);
    const [firstRoot, secondRoot] = [bytesOf(roots[first] as string), bytesOf(roots[second] as string)];
    expect(verifyConsistency(nodeDigest, first, second, firstRoot, secondRoot, path.map(bytesOf))).toBe(true);
  });
});

const { hashOf, subproof } = rfc6962((bytes) => createHash('sha256').update(bytes).digest());
const listOf = (size: number) => Array.from({ length: size }, (_, n) => Buffer.from(`leaf ${n}`));
const leavesOf = (list: readonly Uint8Array[]) => list.map((each) => leafHash(nodeDigest, each));

describe('trees of every two sizes', () => {
  it('have the proof that the RFC defines, and it verifies', () => {
    for (let second = 1; second <= 34; second++) {
      const list = listOf(second);
      for (let first = 1; first <= second; first++) {
        const { firstRoot, secondRoot, proof } = proofOf(leavesOf(list), first);
        expect(proof.map(hex)).toEqual(subproof(first, list, true).map(hex));
        expect(hex(firstRoot)).toBe(hex(hashOf(list.slice(0, first))));
        expect(hex(secondRoot)).toBe(hex(hashOf(list)));
        expect(verifyConsistency(nodeDigest, first, second, firstRoot, secondRoot, proof)).toBe(true);
      }
    }
  });

  it('have it at larger sizes too', () => {
    const sizes = fc
      .integer({ min: 1, max: 700 })
      .chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(sizes, ([first, second]) => {
        const list = listOf(second);
        const { firstRoot, secondRoot, proof } = proofOf(leavesOf(list), first);
        expect(proof.map(hex)).toEqual(subproof(first, list, true).map(hex));
        expect(verifyConsistency(nodeDigest, first, second, firstRoot, secondRoot, proof)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('begin with the empty tree, and need no proof of it', () => {
    const { firstRoot, secondRoot, proof } = proofOf(leaves, 0);
    expect(proof).toEqual([]);
    expect(hex(firstRoot)).toBe(roots[0]);
    expect(verifyConsistency(nodeDigest, 0, 8, firstRoot, secondRoot, [])).toBe(true);
    expect(verifyConsistency(nodeDigest, 0, 8, secondRoot, secondRoot, [])).toBe(false);
    expect(verifyConsistency(nodeDigest, 0, 8, firstRoot, secondRoot, [firstRoot])).toBe(false);
    expect(verifyConsistency(nodeDigest, 0, 0, firstRoot, firstRoot, [])).toBe(true);
  });

  it('refuse sizes that no two trees have, and one that is not finished', () => {
    for (const [first, second] of [
      [2, 1],
      [-1, 1],
      [0.5, 1],
      [1, Number.POSITIVE_INFINITY],
      [Number.NaN, 1],
    ] as const)
      expect(() => new ConsistencyCollector(nodeDigest, first, second)).toThrow(RangeError);
    expect(() => new ConsistencyCollector(nodeDigest, 1, 2).finish()).toThrow(RangeError);
  });
});

describe('a proof that does not belong', () => {
  const sizes = fc
    .integer({ min: 2, max: 200 })
    .chain((second) =>
      fc.record({ first: fc.integer({ min: 1, max: second - 1 }), second: fc.constant(second) }),
    );
  const flipped = (bytes: Uint8Array, bit: number) => {
    const copy = Uint8Array.from(bytes);
    copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
    return copy;
  };

  it('is refused: a changed root, hash or size; swapped roots; cut, padded or in another order', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.nat(),
        fc.nat({ max: 255 }),
        fc.nat({ max: 300 }),
        ({ first, second }, at, bit, other) => {
          const { firstRoot, secondRoot, proof } = proofOf(leavesOf(listOf(second)), first);
          const verify = (m: number, n: number, a: Uint8Array, b: Uint8Array, path: readonly Uint8Array[]) =>
            verifyConsistency(nodeDigest, m, n, a, b, path);
          expect(verify(first, second, firstRoot, secondRoot, proof)).toBe(true);
          expect(verify(first, second, flipped(firstRoot, bit), secondRoot, proof)).toBe(false);
          expect(verify(first, second, firstRoot, flipped(secondRoot, bit), proof)).toBe(false);
          expect(verify(first, second, secondRoot, firstRoot, proof)).toBe(false);
          const n = at % proof.length;
          expect(
            verify(first, second, firstRoot, secondRoot, proof.with(n, flipped(proof[n] as Uint8Array, bit))),
          ).toBe(false);
          expect(verify(first, second, firstRoot, secondRoot, proof.slice(1))).toBe(false);
          expect(verify(first, second, firstRoot, secondRoot, proof.slice(0, -1))).toBe(false);
          expect(verify(first, second, firstRoot, secondRoot, [...proof, secondRoot])).toBe(false);
          expect(verify(first, second, firstRoot, secondRoot, [firstRoot, ...proof])).toBe(false);
          if (proof.length > 1)
            expect(verify(first, second, firstRoot, secondRoot, proof.toReversed())).toBe(false);
          // Of the earlier tree's size a proof does not always tell; of which leaves it holds, it does.
          if (other < second && other > 0 && verify(other, second, firstRoot, secondRoot, proof))
            expect(hex(proofOf(leavesOf(listOf(second)), other).firstRoot)).toBe(hex(firstRoot));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is refused: the proof of another tree with the same beginning cut differently', () => {
    const list = leavesOf(listOf(9));
    const changed = list.with(2, leafHash(nodeDigest, Buffer.from('another')));
    const { secondRoot, proof } = proofOf(changed, 5);
    expect(
      verifyConsistency(nodeDigest, 5, 9, treeRoot(nodeDigest, list.slice(0, 5)), secondRoot, proof),
    ).toBe(false);
  });

  it('is refused: numbers and lengths that no trees have', () => {
    const { firstRoot, secondRoot, proof } = proofOf(leavesOf(listOf(7)), 3);
    for (const [first, second] of [
      [-1, 7],
      [8, 7],
      [3.5, 7],
      [3, -1],
      [Number.NaN, 7],
      [3, Number.POSITIVE_INFINITY],
      [3, 2 ** 53],
    ] as const)
      expect(verifyConsistency(nodeDigest, first, second, firstRoot, secondRoot, proof)).toBe(false);
    for (const length of [0, 31, 33]) {
      const short = new Uint8Array(length);
      expect(verifyConsistency(nodeDigest, 3, 7, short, secondRoot, proof)).toBe(false);
      expect(verifyConsistency(nodeDigest, 3, 7, firstRoot, short, proof)).toBe(false);
      expect(verifyConsistency(nodeDigest, 3, 7, firstRoot, secondRoot, proof.with(0, short))).toBe(false);
    }
    expect(verifyConsistency(nodeDigest, 4, 7, firstRoot, secondRoot, [])).toBe(false);
    const endless = Array.from({ length: 10_000 }, () => firstRoot);
    expect(verifyConsistency(nodeDigest, 2 ** 52 - 1, 2 ** 53 - 1, firstRoot, secondRoot, endless)).toBe(
      false,
    );
  });
});
