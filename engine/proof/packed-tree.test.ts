import { expect, test } from 'vitest';
import { inclusionProof, treeRoot } from '../../shared/proof/merkle.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { PackedTree } from './packed-tree.ts';

test.each([1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 100])(
  'a packed tree of %i leaves is the RFC 6962 tree, level by level',
  (size) => {
    const leaves = Array.from({ length: size }, (_, i) => nodeDigest.sha256(Buffer.from(`leaf ${i}`)));
    const tree = new PackedTree(nodeDigest, Buffer.concat(leaves));
    expect(tree.size).toBe(size);
    expect(Buffer.from(tree.root)).toEqual(Buffer.from(treeRoot(nodeDigest, leaves)));
    expect(tree.height).toBe(Math.ceil(Math.log2(size)));
    for (const index of leaves.keys()) {
      expect(siblingsOf(tree, index)).toEqual(inclusionProof(nodeDigest, leaves, index).map(Buffer.from));
    }
  },
);

/** The siblings on a leaf's way up, where there are any. */
function siblingsOf(tree: PackedTree, index: number): Buffer[] {
  return Array.from({ length: tree.height }, (_, height) => {
    const at = (Math.floor(index / 2 ** height) ^ 1) * 32;
    return Buffer.from(tree.level(height).subarray(at, at + 32));
  }).filter(({ length }) => length > 0);
}
