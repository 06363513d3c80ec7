import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { digestLength } from '../../shared/proof/digest.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type KeyedLeaves, keyTree, keyTreeProof, noGroup } from './key-tree.ts';
import { finishKeyTree, KeyTreeBuilder, type KeyTreeRemainder } from './key-tree-builder.ts';
import { Scratch } from './scratch.ts';

const secret = Buffer.alloc(32, 7);

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'casebound-scratch-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** What the oracle works with, which holds everything. */
function keyed(values: readonly (string | null)[], leaves: Buffer): KeyedLeaves {
  const groups = new Map<string, number>();
  const groupOf = Uint32Array.from(values, (value) => {
    if (value === null) return noGroup;
    const group = groups.get(value) ?? groups.size;
    groups.set(value, group);
    return group;
  });
  return { groups, groupOf, leaves };
}

function plainly(values: readonly (string | null)[], leaves: Buffer) {
  return keyTree(nodeDigest, secret, 'image_id-tree', keyed(values, leaves));
}

function builderOf(values: readonly (string | null)[], leaves: Buffer, scratch: Scratch): KeyTreeBuilder {
  const builder = new KeyTreeBuilder(nodeDigest, 'image_id-tree', scratch);
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    const bytes = Buffer.from(`<${value}>`);
    builder.add(bytes, 1, bytes.length - 1, leaves, i * digestLength);
  }
  return builder;
}

function built(values: readonly (string | null)[], leaves: Buffer, scratch: Scratch) {
  const tree = builderOf(values, leaves, scratch).finish(secret);
  scratch.close();
  return tree;
}

const leavesOf = (count: number) =>
  Buffer.concat(Array.from({ length: count }, (_, i) => nodeDigest.sha256(Buffer.from(`${i}`))));

describe('the builder of key trees', () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.constantFrom('', 'img_', 'img_1', 'img_10', 'img_é', 'img_\u{1f600}', 'img_\uffee', 'img_1\u0000'),
    fc.string({ unit: 'grapheme' }),
  );

  it('gives the tree that the oracle gives', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), (values) => {
        const leaves = leavesOf(values.length);
        expect(built(values, leaves, new Scratch([]))).toEqual(plainly(values, leaves));
      }),
    );
  });

  it('proves each value as the oracle does, and none that no entry has', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        const leaves = leavesOf(values.length);
        for (const wanted of new Set(values.concat('img_none').filter((each) => each !== null))) {
          const proof = builderOf(values, leaves, new Scratch([])).prove(secret, Buffer.from(wanted));
          expect(proof).toEqual(
            keyTreeProof(nodeDigest, secret, 'image_id-tree', keyed(values, leaves), wanted),
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  // More than two runs, so that values are put aside and met again.
  const count = 300_000;
  const values = Array.from({ length: count }, (_, i) =>
    i % 7 === 0 ? null : i % 5 === 0 ? 'CLM-everywhere' : `img_${(i * 7919) % 90_001}`,
  );
  const leaves = leavesOf(count);
  const expected = plainly(values, leaves);

  it('puts runs aside in a file that has no name, and merges them', () => {
    const where = folder();
    const scratch = new Scratch([where]);
    const builder = new KeyTreeBuilder(nodeDigest, 'image_id-tree', scratch);
    for (const [i, value] of values.entries()) {
      if (value === null) continue;
      const bytes = Buffer.from(value);
      builder.add(bytes, 0, bytes.length, leaves, i * digestLength);
    }
    expect(scratch.length).toBeGreaterThan(4 << 20);
    expect(readdirSync(where)).toEqual([]);
    // Another thread may finish it, and so may this one after that.
    const remainder = structuredClone(builder.remainder()) as KeyTreeRemainder;
    expect(finishKeyTree(nodeDigest, remainder, secret)).toEqual(expected);
    expect(builder.finish(secret)).toEqual(expected);
    const wanted = 'img_7919';
    expect(builder.prove(secret, Buffer.from(wanted))).toEqual(
      keyTreeProof(nodeDigest, secret, 'image_id-tree', keyed(values, leaves), wanted),
    );
    scratch.close();
  });

  it('leaves nothing to another thread that stands in memory alone', () => {
    const builder = new KeyTreeBuilder(nodeDigest, 'image_id-tree', new Scratch([folder()]));
    builder.add(Buffer.from('img_1'), 0, 5, leaves, 0);
    expect(builder.remainder()).toBeNull();
  });

  it('does so in memory where no folder takes a file', () => {
    expect(built(values, leaves, new Scratch([join(folder(), 'missing')]))).toEqual(expected);
  });
});
