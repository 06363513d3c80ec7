import { expect, test } from 'vitest';
import { inclusionProof, treeRoot, verifyInclusion } from '../../shared/proof/merkle.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { PackedTree } from './packed-tree.ts';

test.each([1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 100])(
  'a packed tree of %i leaves is the RFC 6962 tree, proofs too',
  (size) => {
    const leaves = Array.from({ length: size }, (_, i) => nodeDigest.sha256(Buffer.from(`leaf ${i}`)));
    const tree = new PackedTree(nodeDigest, Buffer.concat(leaves));
    expect(tree.size).toBe(size);
    expect(Buffer.from(tree.root)).toEqual(Buffer.from(treeRoot(nodeDigest, leaves)));
    for (const [index, leaf] of leaves.entries()) {
      const proof = tree.proof(index);
      expect(proof).toEqual(
        inclusionProof(nodeDigest, leaves, index).map((hash) => Buffer.from(hash).toString('hex')),
      );
      const siblings = proof.map((hash) => Buffer.from(hash, 'hex'));
      expect(verifyInclusion(nodeDigest, leaf, index, size, siblings, tree.root)).toBe(true);
    }
  },
);
