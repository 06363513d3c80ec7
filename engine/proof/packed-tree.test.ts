import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { inclusionProof, treeRoot } from '../../shared/proof/merkle.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { PackedTree } from './packed-tree.ts';
import { Scratch } from './scratch.ts';

test.each([1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 100])(
  'a packed tree of %i leaves is the RFC 6962 tree, level by level',
  (size) => {
    const leaves = Array.from({ length: size }, (_, i) => nodeDigest.sha256(Buffer.from(`leaf ${i}`)));
    const tree = new PackedTree(nodeDigest, Buffer.concat(leaves));
    expect(tree.size).toBe(size);
    expect(Buffer.from(tree.root)).toEqual(Buffer.from(treeRoot(nodeDigest, leaves)));
    expect(tree.height).toBe(Math.ceil(Math.log2(size)));
    const proofs = leaves.map((_, index) => inclusionProof(nodeDigest, leaves, index).map(Buffer.from));
    expect(leaves.map((_, index) => siblingsOf(tree, index))).toEqual(proofs);

    // The last first as well: what is at hand is of no order.
    const scratch = new Scratch([tmpdir()]);
    tree.putAside(scratch, 64);
    expect(scratch.length > 0).toBe(size > 2);
    expect(leaves.map((_, index) => siblingsOf(tree, index))).toEqual(proofs);
    expect(leaves.map((_, i) => siblingsOf(tree, size - 1 - i)).reverse()).toEqual(proofs);
    tree.close();
  },
);

test('a tree that no folder takes stays in memory', () => {
  const leaves = Array.from({ length: 9 }, (_, i) => nodeDigest.sha256(Buffer.from(`leaf ${i}`)));
  const tree = new PackedTree(nodeDigest, Buffer.concat(leaves));
  tree.putAside(new Scratch(['/nowhere/at/all']), 64);
  expect(siblingsOf(tree, 4)).toEqual(inclusionProof(nodeDigest, leaves, 4).map(Buffer.from));
  tree.close();
  expect(siblingsOf(tree, 4)).toEqual(inclusionProof(nodeDigest, leaves, 4).map(Buffer.from));
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
