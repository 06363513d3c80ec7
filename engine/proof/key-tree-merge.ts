import type { Digest } from '../../shared/proof/digest.ts';
import { LateProof, TreeBuilder } from '../../shared/proof/merkle.ts';
import { Salts } from '../case/salts.ts';
import { KeyLeafWriter, type KeyPurpose, type KeyTree, type KeyTreeProof } from './key-tree.ts';
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

/** The tree, and the proof of one value in it; null where none of them is that. `secret`, `values`: as of the tree. */
export function proofOfValue(
  digest: Digest,
  purpose: KeyPurpose,
  secret: Uint8Array,
  values: Iterable<CountedValue>,
  wanted: Uint8Array,
): KeyTreeProof | null {
  const late = new LateProof(digest);
  const tree = late.builder;
  const salts = new SaltBlocks(new Salts(secret, purpose));
  const writer = new KeyLeafWriter(digest);
  let found: Pick<KeyTreeProof, 'leafIndex' | 'count' | 'subtreeRoot' | 'salt'> | null = null;
  for (const { value, count, root } of values) {
    const salt = salts.at(tree.size);
    if (found === null && compared(value, wanted) === 0) {
      found = { leafIndex: tree.size, count, subtreeRoot: root.slice(), salt: salt.slice() };
      late.mark();
    }
    tree.append(writer.hash(salt, value, count, root));
  }
  return found && { ...found, size: tree.size, root: tree.root(), proof: late.finish() };
}

/**
 * Every distinct value of sorted runs that were put aside, in order. `aside`: in source order. What is yielded is written over by the
 * next.
 */
export function* mergedValues(
  digest: Digest,
  scratch: Scratch,
  aside: readonly Stretch[],
): Generator<CountedValue> {
  const subtree = new TreeBuilder(digest);
  const runs: SortedRun[] = [];
  for (const [number, stretch] of aside.entries()) {
    runs.unshift(new SortedRun(number, scratch, stretch));
    sink(runs, 0);
  }
  for (let first = runs[0]; first !== undefined; first = runs[0]) {
    const value = first.value as Uint8Array;
    subtree.clear();
    let count = 0;
    let alike = 0;
    for (; alike < runs.length; alike++) {
      const run = runs[alike] as SortedRun;
      if (alike > 0 && compared(run.value as Uint8Array, value) !== 0) break;
      count += run.count;
      run.appendTo(subtree);
    }
    yield { value, count, root: subtree.root() };
    while (alike > 0) {
      (runs[--alike] as SortedRun).advance();
      sink(runs, alike);
    }
  }
}

/**
 * Puts the run at `place` where it belongs among those behind it, which are in the order of the values that they stand at, and at one
 * value in source order. One that is at its end is taken away.
 */
function sink(runs: SortedRun[], place: number): void {
  const run = runs[place] as SortedRun;
  if (run.value === null) {
    runs.splice(place, 1);
    return;
  }
  let at = place;
  for (let next = runs[at + 1]; next !== undefined && isBefore(next, run); next = runs[at + 1])
    runs[at++] = next;
  runs[at] = run;
}

function isBefore(a: SortedRun, b: SortedRun): boolean {
  const order = compared(a.value as Uint8Array, b.value as Uint8Array);
  return order < 0 || (order === 0 && a.number < b.number);
}

/** Bytewise. Values are short, and most differ soon: a loop beats a call into native code. */
function compared(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
