import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareBytes, utf8 } from '../../shared/bytes/encoding.ts';
import { entryLeaf, keyLeaf } from '../../shared/proof/leaves.ts';
import { treeRoot, verifyInclusion } from '../../shared/proof/merkle.ts';
import { Salts } from '../case/salts.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type KeyedLeaves, keyTree, keyTreeProof, noGroup } from './key-tree.ts';

const secret = Buffer.alloc(32, 7);
const entrySalts = new Salts(secret, 'entry');

function keyed(values: readonly (string | null)[]): KeyedLeaves {
  const groups = new Map<string, number>();
  const leaves = new Uint8Array(values.length * 32);
  const groupOf = new Uint32Array(values.length).fill(noGroup);
  for (const [ordinal, value] of values.entries()) {
    leaves.set(
      entryLeaf(nodeDigest, entrySalts.at(ordinal), nodeDigest.sha256(utf8(`entry ${ordinal}`))),
      ordinal * 32,
    );
    if (value === null) continue;
    const group = groups.get(value) ?? groups.size;
    groups.set(value, group);
    groupOf[ordinal] = group;
  }
  return { groups, groupOf, leaves };
}

/** The rule read word by word, without any of the speed. */
function plainRoot(values: readonly (string | null)[]): Uint8Array {
  const { leaves } = keyed(values);
  const stored = values.map((value) => value?.toWellFormed() ?? null);
  const distinct = [...new Set(stored)].filter((value) => value !== null);
  distinct.sort((a, b) => compareBytes(utf8(a), utf8(b)));
  const salts = new Salts(secret, 'case_id-tree');
  const valueLeaves = distinct.map((value, index) => {
    const own = stored.flatMap((each, ordinal) =>
      each === value ? [leaves.slice(ordinal * 32, ordinal * 32 + 32)] : [],
    );
    const subtreeRoot = treeRoot(nodeDigest, own);
    return keyLeaf(nodeDigest, { salt: salts.at(index), value, count: own.length, subtreeRoot });
  });
  return treeRoot(nodeDigest, valueLeaves);
}

const anyValue = fc.oneof(
  fc.constantFrom('CLM-1', 'CLM-2', 'clm-1', '', '\u{1f600}', '\uffee', '\ud800', '\udc00'),
  fc.string({ unit: 'binary' }),
  fc.constant(null),
);

describe('key tree', () => {
  test('is the tree that the rule describes, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 60 }), (values) => {
        const { root } = keyTree(nodeDigest, secret, 'case_id-tree', keyed(values));
        expect(Buffer.from(root)).toEqual(Buffer.from(plainRoot(values)));
      }),
    );
  });

  test('proves every value that it holds, and no other', () => {
    const values = Array.from({ length: 53 }, (_, ordinal) =>
      ordinal % 10 === 9 ? null : `CLM-${(ordinal * ordinal) % 17}`,
    );
    const source = keyed(values);
    const tree = keyTree(nodeDigest, secret, 'case_id-tree', source);
    for (const value of new Set(values.filter((each) => each !== null))) {
      const proof = keyTreeProof(nodeDigest, secret, 'case_id-tree', source, value);
      if (proof === null) throw new Error(`no proof for ${value}`);
      expect(proof.count).toBe(values.filter((each) => each === value).length);
      expect(Buffer.from(proof.root)).toEqual(Buffer.from(tree.root));
      const leaf = keyLeaf(nodeDigest, { ...proof, value });
      expect(verifyInclusion(nodeDigest, leaf, proof.leafIndex, tree.size, proof.proof, tree.root)).toBe(
        true,
      );
      const oneLess = keyLeaf(nodeDigest, { ...proof, value, count: proof.count - 1 });
      expect(verifyInclusion(nodeDigest, oneLess, proof.leafIndex, tree.size, proof.proof, tree.root)).toBe(
        false,
      );
    }
    expect(keyTreeProof(nodeDigest, secret, 'case_id-tree', source, 'CLM-99')).toBeNull();
  });

  test('of no value has size 0 and the root of nothing', () => {
    const { size, root } = keyTree(nodeDigest, secret, 'image_id-tree', keyed([null, null]));
    expect(size).toBe(0);
    expect(Buffer.from(root)).toEqual(Buffer.from(nodeDigest.sha256(new Uint8Array(0))));
  });

  test('leaves out a value whose group has no leaf', () => {
    const source = keyed(['a', 'b']);
    const withUnused = { ...source, groups: new Map([...source.groups, ['aa', 2] as const]) };
    expect(keyTree(nodeDigest, secret, 'case_id-tree', withUnused)).toEqual(
      keyTree(nodeDigest, secret, 'case_id-tree', source),
    );
  });
});
