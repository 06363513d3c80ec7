/**
 * Consistency proofs as RFC 6962 section 2.1.2 (and RFC 9162 section 2.1.4) define them: that the first leaves of a tree
 * are all the leaves of an earlier one.
 */
import { equalBytes } from '../bytes/encoding.ts';
import { type Digest, digestLength } from './digest.ts';
import { NodeCollector, nodeHash, type TreeBuilder, type TreeNode, treeRoot } from './merkle.ts';

/** PROOF(m, D[n]) of RFC 6962 section 2.1.2 as positions, in its order. 0 < m <= n. */
function consistencyPath(m: number, n: number): TreeNode[] {
  const path: TreeNode[] = [];
  let start = 0;
  let end = n;
  // `rest`: how many leaves of the earlier tree are in start .. end; `whole`: these are still all of its leaves.
  let rest = m;
  let whole = true;
  while (rest < end - start) {
    const level = levelOf(end - start) - 1;
    const half = 2 ** level;
    if (rest <= half) {
      path.push({ level, start: start + half });
      end = start + half;
    } else {
      path.push({ level, start });
      start += half;
      rest -= half;
      whole = false;
    }
  }
  if (!whole) path.push({ level: levelOf(end - start), start });
  return path.reverse();
}

/** The lowest level at which a perfect subtree has room for so many leaves. */
function levelOf(leaves: number): number {
  return Math.ceil(Math.log2(leaves));
}

export interface ConsistencyProof {
  readonly firstRoot: Uint8Array;
  readonly secondRoot: Uint8Array;
  /** Empty if the trees have the same size, or the earlier one has no leaves. */
  readonly proof: readonly Uint8Array[];
}

/**
 * Makes a consistency proof in one pass over the leaves of the later tree, in memory that grows with its height.
 *
 * @throws RangeError if the earlier tree is the larger one, or `finish` is called before all leaves were added
 */
export class ConsistencyCollector {
  private readonly first: number;
  private readonly second: number;
  private readonly path: readonly TreeNode[];
  private readonly nodes: NodeCollector;
  private firstRoot: Uint8Array | null = null;

  /**
   * @param first the size of the earlier tree, in leaves
   * @param second the size of the later tree
   */
  constructor(digest: Digest, first: number, second: number) {
    if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 0 || first > second)
      throw new RangeError('no earlier tree of that size');
    this.first = first;
    this.second = second;
    this.path = first === 0 ? [] : consistencyPath(first, second);
    this.nodes = new NodeCollector(digest, this.path);
    this.keepFirst();
  }

  /** Appends the leaf hash at `source[at .. at + 32]`. */
  append(source: Uint8Array, at = 0): void {
    this.builder.append(source, at);
    this.keepFirst();
  }

  finish(): ConsistencyProof {
    if (this.builder.size !== this.second || this.firstRoot === null)
      throw new RangeError('the tree is not complete');
    return {
      firstRoot: this.firstRoot,
      secondRoot: this.builder.root(),
      proof: this.path.map((node) => this.nodes.hashOf(node)),
    };
  }

  private get builder(): TreeBuilder {
    return this.nodes.builder;
  }

  private keepFirst(): void {
    if (this.builder.size === this.first) this.firstRoot = this.builder.root();
  }
}

/**
 * Whether `proof` shows that the tree of `first` leaves under `firstRoot` is the beginning of the one of `second` leaves
 * under `secondRoot`; the algorithm of RFC 9162 section 2.1.4.2. An empty tree begins every other, without a proof. Every
 * argument may come from an attacker.
 */
export function verifyConsistency(
  digest: Digest,
  first: number,
  second: number,
  firstRoot: Uint8Array,
  secondRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 0 || first > second)
    return false;
  if ([firstRoot, secondRoot, ...proof].some((hash) => hash.length !== digestLength)) return false;
  if (first === second) return proof.length === 0 && equalBytes(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0 && equalBytes(firstRoot, treeRoot(digest, []));
  // The RFC leaves out the hash of an earlier tree that is a perfect subtree of the later: the verifier has it.
  const path = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof;
  const [start, ...rest] = path;
  if (start === undefined || proof.length === 0) return false;
  let node = first - 1;
  let last = second - 1;
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  let earlier = start;
  let later = start;
  for (const hash of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      earlier = nodeHash(digest, hash, earlier);
      later = nodeHash(digest, hash, later);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else {
      later = nodeHash(digest, later, hash);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalBytes(earlier, firstRoot) && equalBytes(later, secondRoot);
}

function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n));
}
