import { randomBytes } from 'node:crypto';
import { type Digest, digestLength } from '../../shared/proof/digest.ts';
import { TreeBuilder } from '../../shared/proof/merkle.ts';
import { KeyRun } from './key-run.ts';
import type { KeyPurpose, KeyTree, KeyTreeProof } from './key-tree.ts';
import { type CountedValue, mergedValues, proofOfValue, treeOfValues } from './key-tree-merge.ts';
import { Scratch, type Stretch } from './scratch.ts';
import { SortedRun } from './sorted-run.ts';

/**
 * Builds a key tree from entries in source order, in memory that does not grow with them: full runs are sorted and put
 * aside, and merged in the end. `keyTree` is its oracle in the tests.
 */
export class KeyTreeBuilder {
  private readonly digest: Digest;
  private readonly purpose: KeyPurpose;
  private readonly scratch: Scratch;
  private readonly run = new KeyRun(randomBytes(4).readInt32LE());
  private readonly aside: Stretch[] = [];

  constructor(digest: Digest, purpose: KeyPurpose, scratch: Scratch) {
    this.digest = digest;
    this.purpose = purpose;
    this.scratch = scratch;
  }

  /**
   * An entry whose value is `source[start .. end]`, well-formed UTF-8, and whose leaf hash is at `leaves[at .. at + 32]`,
   * `at` being a multiple of 4. `term`: the code that always stands for this value, or -1.
   *
   * @throws AppError DISK_FULL
   */
  add(source: Uint8Array, start: number, end: number, leaves: Uint8Array, at: number, term = -1): void {
    if (this.run.full) this.putAside();
    this.run.add(source, start, end, leaves, at, term);
  }

  /** Whether there are more entries than are held in memory. */
  get isLarge(): boolean {
    return this.aside.length > 0;
  }

  /** `secret`: the source's, 32 bytes. Nothing can be added after it. */
  finish(secret: Uint8Array): KeyTree {
    return treeOfValues(this.digest, this.purpose, secret, this.values());
  }

  /** The tree, and the proof of one value in it, UTF-8; null where no entry has it. As `finish`. */
  prove(secret: Uint8Array, value: Uint8Array): KeyTreeProof | null {
    return proofOfValue(this.digest, this.purpose, secret, this.values(), value);
  }

  /**
   * What a thread of this process needs to finish the tree, as long as the scratch file is open; null where what there is stands in memory.
   * Nothing can be added after it.
   */
  remainder(): KeyTreeRemainder | null {
    if (this.aside.length === 0) return null;
    this.putAllAside();
    const { file } = this.scratch;
    return file === null ? null : { file, aside: [...this.aside], purpose: this.purpose };
  }

  private putAside(): void {
    const from = this.scratch.length;
    SortedRun.write(this.run.sorted(), this.scratch);
    this.aside.push({ from, to: this.scratch.length });
    this.run.clear();
  }

  private putAllAside(): void {
    if (!this.run.empty) this.putAside();
    this.scratch.flush();
  }

  /** Every distinct value in order, with the root over the leaves of its entries. */
  private *values(): Generator<CountedValue> {
    if (this.aside.length > 0) {
      this.putAllAside();
      yield* mergedValues(this.digest, this.scratch, this.aside);
      return;
    }
    const subtree = new TreeBuilder(this.digest);
    for (const { value, count, leaves } of this.run.sorted()) {
      if (count === 1) {
        yield { value, count, root: leaves };
        continue;
      }
      subtree.clear();
      for (let at = 0; at < leaves.length; at += digestLength) subtree.append(leaves, at);
      yield { value, count, root: subtree.root() };
    }
  }
}

/** A key tree that is to be finished: plain data, which threads hand on. */
export interface KeyTreeRemainder {
  /** An open file, and where in it the sorted runs stand, in source order. */
  readonly file: number;
  readonly aside: readonly Stretch[];
  readonly purpose: KeyPurpose;
}

/** Finishes what another thread began. `secret`: the source's, 32 bytes. */
export function finishKeyTree(
  digest: Digest,
  { file, aside, purpose }: KeyTreeRemainder,
  secret: Uint8Array,
): KeyTree {
  return treeOfValues(digest, purpose, secret, mergedValues(digest, Scratch.reading(file), aside));
}
