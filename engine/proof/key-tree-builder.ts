import { randomBytes } from 'node:crypto';
import { type Digest, digestLength } from '../../shared/proof/digest.ts';
import { TreeBuilder } from '../../shared/proof/merkle.ts';
import { Salts } from '../case/salts.ts';
import { KeyRun } from './key-run.ts';
import { KeyLeafWriter, type KeyPurpose, type KeyTree } from './key-tree.ts';
import { SaltBlocks } from './salt-blocks.ts';
import type { Scratch, Stretch } from './scratch.ts';
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

  /** `secret`: the source's, 32 bytes. Nothing can be added after it. */
  finish(secret: Uint8Array): KeyTree {
    const tree = new TreeBuilder(this.digest);
    const salts = new SaltBlocks(new Salts(secret, this.purpose));
    const writer = new KeyLeafWriter(this.digest);
    for (const { value, count, root } of this.values()) {
      tree.append(writer.hash(salts.at(tree.size), value, count, root));
    }
    return { size: tree.size, root: tree.root() };
  }

  private putAside(): void {
    const from = this.scratch.length;
    SortedRun.write(this.run.sorted(), this.scratch);
    this.aside.push({ from, to: this.scratch.length });
    this.run.clear();
  }

  /** Every distinct value in order, with the root over the leaves of its entries. */
  private *values(): Generator<{ value: Uint8Array; count: number; root: Uint8Array }> {
    const subtree = new TreeBuilder(this.digest);
    const rootOf = (count: number, leaves: Uint8Array) => {
      if (count === 1) return leaves;
      subtree.clear();
      for (let at = 0; at < leaves.length; at += digestLength) subtree.append(leaves, at);
      return subtree.root();
    };
    if (this.aside.length === 0) {
      for (const { value, count, leaves } of this.run.sorted())
        yield { value, count, root: rootOf(count, leaves) };
      return;
    }
    if (!this.run.empty) this.putAside();
    this.scratch.flush();
    const runs = this.aside.map((stretch) => new SortedRun(this.scratch, stretch));
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
