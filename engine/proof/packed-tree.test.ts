import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { noRoom } from '../../shared/bytes/paged-rows.ts';
import { inclusionProof, treeRoot } from '../../shared/proof/merkle.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { PackedTree } from './packed-tree.ts';
import { Scratch } from './scratch.ts';
import { treeOf } from './testing/tree-of.ts';

test.each([1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 100])(
  'a packed tree of %i leaves is the RFC 6962 tree, level by level',
  (size) => {
    const leaves = Array.from({ length: size }, (_, i) => nodeDigest.sha256(Buffer.from(`leaf ${i}`)));
    const proofs = leaves.map((_, index) => inclusionProof(nodeDigest, leaves, index).map(Buffer.from));
    const isTheTree = (tree: PackedTree) => {
      expect(tree.size).toBe(size);
      expect(Buffer.from(tree.root)).toEqual(Buffer.from(treeRoot(nodeDigest, leaves)));
      expect(tree.height).toBe(Math.ceil(Math.log2(size)));
      expect(leaves.map((_, index) => siblingsOf(tree, index))).toEqual(proofs);
      // The last first as well: what is at hand is of no order.
      expect(leaves.map((_, i) => siblingsOf(tree, size - 1 - i)).reverse()).toEqual(proofs);
    };
    isTheTree(treeOf(leaves));
    isTheTree(treeOf(leaves, noRoom, 4));

    const scratch = Scratch.inFile([tmpdir()]);
    isTheTree(treeOf(leaves, () => scratch, 4));
    expect((scratch?.length ?? 0) > 0).toBe(size > 4);
    scratch?.close();
  },
);

test('what no folder takes stays in memory', () => {
  const leaves = Array.from({ length: 9 }, (_, i) => nodeDigest.sha256(Buffer.from(`leaf ${i}`)));
  const tree = treeOf(leaves, () => Scratch.inFile(['/nowhere/at/all']), 2);
  expect(siblingsOf(tree, 4)).toEqual(inclusionProof(nodeDigest, leaves, 4).map(Buffer.from));
});

test('a level has no hash behind its last', () => {
  const tree = treeOf([nodeDigest.sha256(Buffer.from('leaf'))]);
  expect(() => tree.level(0).at(32)).toThrow(RangeError);
});

/** The siblings on a leaf's way up, where there are any. */
function siblingsOf(tree: PackedTree, index: number): Buffer[] {
  return Array.from({ length: tree.height }, (_, height) => {
    const offset = (Math.floor(index / 2 ** height) ^ 1) * 32;
    const level = tree.level(height);
    if (offset >= level.length) return Buffer.alloc(0);
    const at = level.at(offset);
    return Buffer.from(level.bytes.subarray(at, at + 32));
  }).filter(({ length }) => length > 0);
}
