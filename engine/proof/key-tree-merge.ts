import { type Digest, digestLength } from '../../shared/proof/digest.ts';
import { TreeBuilder } from '../../shared/proof/merkle.ts';
import { Salts } from '../case/salts.ts';
import { KeyLeafWriter, type KeyPurpose, type KeyTree } from './key-tree.ts';
import { SaltBlocks } from './salt-blocks.ts';
import type { Scratch, Stretch } from './scratch.ts';
import { SortedRun } from './sorted-run.ts';

/** A distinct value, how many entries carry it, and the root over their leaves. */
export interface CountedValue {
  readonly value: Uint8Array;
  readonly count: number;
  readonly root: Uint8Array;
}

/** The tree over values that come in bytewise order. `secret`: the source's, 32 bytes. */
export function treeOfValues(
  digest: Digest,
  purpose: KeyPurpose,
  secret: Uint8Array,
  values: Iterable<CountedValue>,
): KeyTree {
  const tree = new TreeBuilder(digest);
  const salts = new SaltBlocks(new Salts(secret, purpose));
  const writer = new KeyLeafWriter(digest);
  for (const { value, count, root } of values) {
    tree.append(writer.hash(salts.at(tree.size), value, count, root));
  }
  return { size: tree.size, root: tree.root() };
}

/** Every distinct value of sorted runs that were put aside, in order. `aside`: in source order. */
export function* mergedValues(
  digest: Digest,
  scratch: Scratch,
  aside: readonly Stretch[],
): Generator<CountedValue> {
  const subtree = new TreeBuilder(digest);
  const runs = aside.map((stretch) => new SortedRun(scratch, stretch));
  for (let least = withLeast(runs); least.length > 0; least = withLeast(runs)) {
    const value = least[0]?.value as Buffer;
    subtree.clear();
    let count = 0;
    // Runs are in source order, and so are the leaves of one value, taken from run after run.
    for (const run of least) {
      count += run.count;
      for (const leaves of run.leaves()) {
        for (let at = 0; at < leaves.length; at += digestLength) subtree.append(leaves, at);
      }
      run.advance();
    }
    yield { value, count, root: subtree.root() };
  }
}

/** The runs, in their order, that stand at the least value of all. */
function withLeast(runs: readonly SortedRun[]): SortedRun[] {
  const least: SortedRun[] = [];
  let value: Buffer | null = null;
  for (let r = 0; r < runs.length; r++) {
    const run = runs[r] as SortedRun;
    if (run.value === null) continue;
    const order = value === null ? -1 : compared(run.value, value);
    if (order > 0) continue;
    if (order < 0) least.length = 0;
    least.push(run);
    value = run.value;
  }
  return least;
}

/** Bytewise. Values are short, and most differ soon: a loop beats a call into native code. */
function compared(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
