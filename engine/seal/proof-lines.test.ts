import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inclusionProof } from '../../shared/proof/merkle.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { treeOf } from '../proof/testing/tree-of.ts';
import { ProofLines } from './proof-lines.ts';

const leavesOf = (size: number) =>
  Array.from({ length: size }, (_, i) => nodeDigest.sha256(Buffer.from(`leaf ${i}`)));
const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

/** As it would be without any of what is shared. */
function plainLine(source: number, leaves: readonly Uint8Array[], ordinal: number): string {
  const leaf = hex(leaves[ordinal] as Uint8Array);
  const proof = inclusionProof(nodeDigest, leaves, ordinal).map(hex);
  return `${JSON.stringify({ source, ordinal, leaf, treeSize: leaves.length, proof })}\n`;
}

function linesOf(source: number, leaves: readonly Uint8Array[], ordinals: readonly number[]): string[] {
  const lines = new ProofLines(source, treeOf(leaves));
  return ordinals.map((ordinal) => Buffer.from(lines.of(ordinal)).toString());
}

it.each([1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 100])('spells every proof of a tree of %i', (size) => {
  const leaves = leavesOf(size);
  const all = leaves.map((_, i) => i);
  expect(linesOf(12, leaves, all)).toEqual(all.map((ordinal) => plainLine(12, leaves, ordinal)));
});

it('spells any leaves in any order, whatever the last one left', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
      (size, wanted) => {
        const leaves = leavesOf(size);
        const ordinals = wanted.map((each) => each % size);
        expect(linesOf(Number.MAX_SAFE_INTEGER, leaves, ordinals)).toEqual(
          ordinals.map((ordinal) => plainLine(Number.MAX_SAFE_INTEGER, leaves, ordinal)),
        );
      },
    ),
    { numRuns: 60 },
  );
});
