import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import {
  inclusionProof,
  LateProof,
  leafHash,
  ProofCollector,
  TreeBuilder,
  treeRoot,
  verifyInclusion,
} from './merkle.ts';
import { data, roots } from './testing/reference-trees.ts';
import { rfc6962 } from './testing/rfc-6962.ts';

const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

const proofs: [index: number, size: number, path: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const leaves = data.map((each) => leafHash(nodeDigest, bytesOf(each)));

describe('the reference vectors', () => {
  it.each(roots.entries().toArray())('the root of %i leaves', (size, root) => {
    expect(hex(treeRoot(nodeDigest, leaves.slice(0, size)))).toBe(root);
  });

  it.each(proofs)('leaf %i among %i', (index, size, path) => {
    expect(inclusionProof(nodeDigest, leaves.slice(0, size), index).map(hex)).toEqual(path);
    const root = bytesOf(roots[size] as string);
    expect(
      verifyInclusion(nodeDigest, leaves[index] as Uint8Array, index, size, path.map(bytesOf), root),
    ).toBe(true);
  });
});

const { hashOf, pathOf } = rfc6962((bytes) => createHash('sha256').update(bytes).digest());
const listOf = (size: number) => Array.from({ length: size }, (_, n) => Buffer.from(`leaf ${n}`));
const leavesOf = (list: readonly Uint8Array[]) => list.map((each) => leafHash(nodeDigest, each));

describe('trees of every size', () => {
  it('have the root that the RFC defines', () => {
    const builder = new TreeBuilder(nodeDigest);
    for (let size = 0; size <= 130; size++) {
      expect(hex(builder.root())).toBe(hex(hashOf(listOf(size))));
      expect(builder.size).toBe(size);
      builder.append(leafHash(nodeDigest, Buffer.from(`leaf ${size}`)));
    }
  });

  it('have the proofs that the RFC defines, and they verify', () => {
    for (let size = 1; size <= 40; size++) {
      const list = listOf(size);
      const root = hashOf(list);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(nodeDigest, leavesOf(list), index);
        expect(proof.map(hex)).toEqual(pathOf(index, list).map(hex));
        expect(
          verifyInclusion(nodeDigest, leafHash(nodeDigest, list[index] as Buffer), index, size, proof, root),
        ).toBe(true);
      }
    }
  });

  it('give many proofs in one pass, in any order, even of one leaf twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.array(fc.nat(), { maxLength: 20 }), (size, wanted) => {
        const list = listOf(size);
        const indexes = wanted.map((each) => each % size);
        const collector = new ProofCollector(nodeDigest, size, indexes);
        for (const leaf of leavesOf(list)) collector.builder.append(leaf);
        const found = collector.finish();
        expect([...found.keys()].sort()).toEqual([...new Set(indexes)].sort());
        for (const [index, proof] of found) expect(proof.map(hex)).toEqual(pathOf(index, list).map(hex));
      }),
      { numRuns: 30 },
    );
  });

  it('refuse a leaf outside the tree, and an unfinished one', () => {
    for (const index of [-1, 3, 1.5, Number.NaN]) {
      expect(() => new ProofCollector(nodeDigest, 3, [index])).toThrow(RangeError);
    }
    expect(() => new ProofCollector(nodeDigest, 3, [1]).finish()).toThrow(RangeError);
  });

  it('copy what is appended', () => {
    const builder = new TreeBuilder(nodeDigest);
    const leaf = new Uint8Array(40);
    for (const each of leavesOf(listOf(5))) {
      leaf.set(each, 8);
      builder.append(leaf, 8);
      leaf.fill(0xee);
    }
    expect(hex(builder.root())).toBe(hex(hashOf(listOf(5))));
  });
});

describe('a proof that does not belong', () => {
  const claim = fc
    .integer({ min: 2, max: 200 })
    .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat({ max: size - 1 }) }));
  const made = ({ size, index }: { size: number; index: number }) => {
    const all = leavesOf(listOf(size));
    return {
      leaf: all[index] as Uint8Array,
      proof: inclusionProof(nodeDigest, all, index),
      root: treeRoot(nodeDigest, all),
    };
  };
  const flipped = (bytes: Uint8Array, bit: number) => {
    const copy = Uint8Array.from(bytes);
    const at = (bit >> 3) % copy.length;
    copy[at] = (copy[at] as number) ^ (1 << (bit & 7));
    return copy;
  };

  it('is refused: another leaf, root, hash, index or size', () => {
    fc.assert(
      fc.property(claim, fc.nat(), fc.nat({ max: 255 }), (at, other, bit) => {
        const { size, index } = at;
        const { leaf, proof, root } = made(at);
        const verify = verifyInclusion;
        expect(verify(nodeDigest, leaf, index, size, proof, root)).toBe(true);
        expect(verify(nodeDigest, flipped(leaf, bit), index, size, proof, root)).toBe(false);
        expect(verify(nodeDigest, leaf, index, size, proof, flipped(root, bit))).toBe(false);
        const n = other % proof.length;
        const changed = proof.with(n, flipped(proof[n] as Uint8Array, bit));
        expect(verify(nodeDigest, leaf, index, size, changed, root)).toBe(false);
        const elsewhere = other % size;
        if (elsewhere !== index) expect(verify(nodeDigest, leaf, elsewhere, size, proof, root)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused: cut, padded, swapped', () => {
    fc.assert(
      fc.property(claim, (at) => {
        const { size, index } = at;
        const { leaf, proof, root } = made(at);
        const verify = (changed: Uint8Array[]) =>
          verifyInclusion(nodeDigest, leaf, index, size, changed, root);
        expect(verify(proof.slice(1))).toBe(false);
        expect(verify(proof.slice(0, -1))).toBe(false);
        expect(verify([...proof, root])).toBe(false);
        expect(verify([leaf, ...proof])).toBe(false);
        if (proof.length > 1) expect(verify(proof.toReversed())).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused: numbers and lengths that no tree has', () => {
    const { leaf, proof, root } = made({ size: 7, index: 3 });
    for (const [index, size] of [
      [-1, 7],
      [7, 7],
      [3.5, 7],
      [3, 0],
      [3, -1],
      [Number.NaN, 7],
      [3, Number.POSITIVE_INFINITY],
      [3, 2 ** 53],
    ] as const) {
      expect(verifyInclusion(nodeDigest, leaf, index, size, proof, root)).toBe(false);
    }
    for (const length of [0, 31, 33]) {
      const other = new Uint8Array(length);
      expect(verifyInclusion(nodeDigest, other, 3, 7, proof, root)).toBe(false);
      expect(verifyInclusion(nodeDigest, leaf, 3, 7, proof.with(0, other), root)).toBe(false);
      expect(verifyInclusion(nodeDigest, leaf, 3, 7, proof, other)).toBe(false);
    }
    const endless = Array.from({ length: 10_000 }, () => root);
    expect(verifyInclusion(nodeDigest, leaf, 2 ** 52, 2 ** 53 - 1, endless, root)).toBe(false);
  });

  it('is refused: a node shown as a leaf', () => {
    const all = leavesOf(listOf(4));
    const [, right] = inclusionProof(nodeDigest, all, 0);
    const left = treeRoot(nodeDigest, all.slice(0, 2));
    // The inner node itself, one level up, is a valid leaf of the half-sized tree: only the size tells them apart.
    expect(verifyInclusion(nodeDigest, left, 0, 4, [right as Uint8Array], treeRoot(nodeDigest, all))).toBe(
      false,
    );
  });
});

it('a proof of a leaf that is known when it comes is the one that is known before', () => {
  for (let size = 1; size <= 40; size++) {
    const own = Array.from({ length: size }, (_, i) => leafHash(nodeDigest, Uint8Array.of(i)));
    for (let index = 0; index < size; index++) {
      const late = new LateProof(nodeDigest);
      for (const [i, leaf] of own.entries()) {
        if (i === index) late.mark();
        late.builder.append(leaf);
      }
      expect(late.finish().map(hex)).toEqual(inclusionProof(nodeDigest, own, index).map(hex));
    }
  }
});
