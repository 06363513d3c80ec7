import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { fromHex, toHex } from '../bytes/encoding.ts';
import { inclusionProof, treeRoot, verifyInclusion } from '../proof/merkle.ts';
import { InclusionChecker } from './inclusion.ts';
import type { ProofLine } from './lines.ts';
import { parseProofLine } from './proof-line.ts';

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

const source = 3;

function spelled(text: string) {
  return { text, bytes: Buffer.from(text, 'latin1') };
}

/** A line as sealing spells it. */
function lineOf({ ordinal, leaf, treeSize, proof }: Omit<ProofLine, 'source'>): string {
  return JSON.stringify({ source, ordinal, leaf, treeSize, proof });
}

/** One proof, honest or damaged in some way. */
const attempt = fc.record({
  at: fc.nat(69),
  claimed: fc.option(fc.nat(80), { nil: null, freq: 4 }),
  damage: fc.constantFrom('none', 'none', 'none', 'cut', 'longer', 'swapped', 'leaf', 'of another', 'byte'),
  where: fc.nat(),
  code: fc.integer({ min: 0, max: 255 }),
});

test('answers exactly as one proof at a time does, whatever came before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.array(attempt, { maxLength: 40 }),
      fc.boolean(),
      (size, attempts, ascending) => {
        const { leaves, root, proofs } = treeOf(size);
        const checker = new InclusionChecker(nodeDigest, source, size, root);
        for (const { at, claimed, damage, where, code } of ascending
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
          let text = lineOf({ ordinal: place, leaf: toHex(leaf), treeSize: size, proof });
          if (damage === 'byte') {
            const changed = where % text.length;
            text = text.slice(0, changed) + String.fromCharCode(code) + text.slice(changed + 1);
          }
          expect(checker.holds(spelled(text), place, leaf)).toBe(slowly(text, place, leaf, size, root));
        }
      },
    ),
    { numRuns: 1000 },
  );
});

/** What the line says, by its schema's own reader and the algorithm of RFC 9162 alone. */
function slowly(text: string, place: number, leaf: Uint8Array, size: number, root: Uint8Array): boolean {
  const line = parseProofLine(Buffer.from(text, 'latin1'));
  return (
    line !== null &&
    line.source === source &&
    line.ordinal === place &&
    line.treeSize === size &&
    line.leaf === toHex(leaf) &&
    verifyInclusion(
      nodeDigest,
      leaf,
      place,
      size,
      line.proof.map((hash) => fromHex(hash) as Uint8Array),
      root,
    )
  );
}

test.each([1, 2, 3, 5, 64, 67])('hashes about one node for each of %i neighbours', (size) => {
  const { leaves, root, proofs } = treeOf(size);
  let hashed = 0;
  const sha256Into: typeof nodeDigest.sha256Into = (...args) => {
    hashed++;
    nodeDigest.sha256Into(...args);
  };
  const counting = { ...nodeDigest, sha256Into };
  const checker = new InclusionChecker(counting, source, size, root);
  for (const [i, leaf] of leaves.entries()) {
    const text = lineOf({ ordinal: i, leaf: toHex(leaf), treeSize: size, proof: proofs[i] as string[] });
    expect(checker.holds(spelled(text), i, leaf)).toBe(true);
  }
  expect(hashed).toBeLessThan(size + 8);
});
