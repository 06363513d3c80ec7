import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { toHex } from '../bytes/encoding.ts';
import { inclusionProof, treeRoot } from '../proof/merkle.ts';
import { areSame, LeafSum, provenLeaves } from './proven-leaves.ts';

/** A source with so many records, and the lines of their proofs. */
function sourceOf(id: number, size: number) {
  const leaves = Array.from({ length: size }, (_, i) => nodeDigest.sha256(Uint8Array.of(id, i)));
  const root = treeRoot(nodeDigest, leaves);
  const lines = leaves.map((leaf, ordinal) => {
    const proof = inclusionProof(nodeDigest, leaves, ordinal).map(toHex);
    return `${JSON.stringify({ source: id, ordinal, leaf: toHex(leaf), treeSize: size, proof })}\n`;
  });
  return { id, leaves, lines, head: { size, root } };
}

const sources = [sourceOf(1, 13), sourceOf(2, 1), sourceOf(7, 40)];
const heads = new Map(sources.map(({ id, head }) => [id, head]));
const records = sources.flatMap(({ id, leaves, lines, head }) =>
  leaves.map((leaf, ordinal) => ({ id, ordinal, leaf, head, line: lines[ordinal] as string })),
);

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

function provenBy(text: string | Uint8Array, length = 1000) {
  return provenLeaves(nodeDigest, inPieces(Buffer.from(text), length), heads);
}

function sumOf(some: typeof records) {
  const sum = new LeafSum(nodeDigest);
  for (const { id, head, ordinal, leaf } of some) sum.add(id, head, ordinal, leaf);
  return sum.finish();
}

test('of any records in any order, proofs give the sum of their leaves, however they arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...records), { maxLength: 60 }),
      fc.integer({ min: 1, max: 5000 }),
      async (some, length) => {
        const proven = await provenBy(some.map(({ line }) => line).join(''), length);
        expect(proven).toEqual(sumOf(some));
      },
    ),
  );
});

test('other records, fewer, or the same in another order have another sum', () => {
  const all = sumOf(records);
  expect(areSame(all, sumOf(records))).toBe(true);
  expect(areSame(all, sumOf(records.slice(1)))).toBe(false);
  expect(areSame(all, sumOf([...records.slice(1), ...records.slice(0, 1)]))).toBe(false);
  expect(areSame(all, sumOf(records.map((each) => ({ ...each, ordinal: each.ordinal + 1 }))))).toBe(false);
  const larger = records.map((each) => ({ ...each, head: { ...each.head, size: 99 } }));
  expect(areSame(all, sumOf(larger))).toBe(false);
});

test('a byte that is changed anywhere proves nothing', async () => {
  const lines = Buffer.from(
    records
      .slice(0, 20)
      .map(({ line }) => line)
      .join(''),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(lines.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(lines);
      changed[at] = (changed[at] as number) ^ change;
      expect(await provenBy(changed)).toBeNull();
    }),
    { numRuns: 400 },
  );
});

test('what is cut off, goes on, or is of a source without a checkpoint proves nothing', async () => {
  const [{ line }] = records as [(typeof records)[number]];
  expect(await provenBy(line)).not.toBeNull();
  for (const text of [line.slice(0, -1), `${line} `, `${line}\n`, `${line}{}\n`, '\n', ' '])
    expect(await provenBy(text)).toBeNull();
  expect(await provenLeaves(nodeDigest, inPieces(Buffer.from(line), 99), new Map())).toBeNull();
});
