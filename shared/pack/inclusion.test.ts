import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { fromHex, toHex } from '../bytes/encoding.ts';
import { inclusionProof, treeRoot, verifyInclusion } from '../proof/merkle.ts';
import { InclusionChecker } from './inclusion.ts';

const trees = new Map<number, { leaves: Uint8Array[]; root: Uint8Array; proofs: string[][] }>();

function treeOf(size: number) {
  const known = trees.get(size);
  if (known) return known;
  const leaves = Array.from({ length: size }, (_, i) => nodeDigest.sha256(Uint8Array.of(size, i)));
  const proofs = leaves.map((_, i) => inclusionProof(nodeDigest, leaves, i).map(toHex));
  const tree = { leaves, root: treeRoot(nodeDigest, leaves), proofs };
  trees.set(size, tree);
  return tree;
}

/** One proof, honest or damaged in some way. */
const attempt = fc.record({
  at: fc.nat(69),
  claimed: fc.option(fc.nat(80), { nil: null, freq: 4 }),
  damage: fc.constantFrom('none', 'none', 'none', 'cut', 'longer', 'swapped', 'leaf', 'of another'),
  where: fc.nat(7),
});

test('answers exactly as one proof at a time does, whatever came before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.array(attempt, { maxLength: 40 }),
      fc.boolean(),
      (size, attempts, ascending) => {
        const { leaves, root, proofs } = treeOf(size);
        const checker = new InclusionChecker(nodeDigest, size, root);
        for (const { at, claimed, damage, where } of ascending
          ? attempts.toSorted((a, b) => a.at - b.at)
          : attempts) {
          const index = at % size;
          const proof = [...(proofs[index] as string[])];
          let leaf = leaves[index] as Uint8Array;
          if (damage === 'cut') proof.splice(where % (proof.length + 1), 1);
          if (damage === 'longer') proof.splice(where % (proof.length + 1), 0, 'ab'.repeat(32));
          if (damage === 'swapped') proof.reverse();
          if (damage === 'leaf') leaf = leaves[(index + 1) % size] as Uint8Array;
          if (damage === 'of another')
            proof.splice(0, proof.length, ...(proofs[(index + 1) % size] as string[]));
          const place = claimed ?? index;
          const hashes = proof.map((hash) => fromHex(hash) as Uint8Array);
          expect(checker.includes(leaf, place, proof)).toBe(
            verifyInclusion(nodeDigest, leaf, place, size, hashes, root),
          );
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('hashes but a few nodes for each of many neighbours', () => {
  const { leaves, root, proofs } = treeOf(64);
  let hashed = 0;
  const sha256Into: typeof nodeDigest.sha256Into = (...args) => {
    hashed++;
    nodeDigest.sha256Into(...args);
  };
  const counting = { ...nodeDigest, sha256Into };
  const checker = new InclusionChecker(counting, 64, root);
  for (const [i, leaf] of leaves.entries())
    expect(checker.includes(leaf, i, proofs[i] as string[])).toBe(true);
  expect(hashed).toBeLessThan(64 * 3);
});
