/**
 * Merkle trees as RFC 6962 section 2.1 (and RFC 9162 section 2.1) define them: leaves are hashed under 0x00, nodes
 * under 0x01, and the left subtree of n leaves holds the largest power of two smaller than n.
 */
import { equalBytes } from '../bytes/encoding.ts';
import { type Digest, digestLength } from './digest.ts';

const leafPrefix = 0x00;
const nodePrefix = 0x01;
/** Levels of a tree of at most 2^53 leaves. */
const maxLevels = 54;

/** Leaf hash of `data`: SHA-256(0x00 || data). */
export function leafHash(digest: Digest, data: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + data.length);
  input[0] = leafPrefix;
  input.set(data, 1);
  return digest.sha256(input);
}

/** Hash of an inner node: SHA-256(0x01 || left || right). */
export function nodeHash(digest: Digest, left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + 2 * digestLength);
  input[0] = nodePrefix;
  input.set(left, 1);
  input.set(right, 1 + digestLength);
  return digest.sha256(input);
}

/** A hash in words of four bytes: copying words is quicker than copying bytes, and than making views. */
const hashWords = digestLength / 4;

function copyWords(from: Int32Array, fromAt: number, to: Int32Array, toAt: number): void {
  for (let w = 0; w < hashWords; w++) to[toAt + w] = from[fromAt + w] as number;
}

/** Told of every perfect subtree as it is completed: `index` counts the subtrees of that level from the left. */
export type NodeListener = (level: number, index: number, hash: Uint8Array) => void;

/** A tree built leaf by leaf in memory that grows with its height alone. */
export class TreeBuilder {
  private readonly digest: Digest;
  private readonly onNode: NodeListener | undefined;
  /** Row `level` holds the root of the perfect subtree of 2^level leaves that is still waiting for its sibling. */
  private readonly pending = new Int32Array(maxLevels * hashWords);
  /** A node's input: the prefix is the last byte of the first word, so that both hashes begin at a word. */
  private readonly words = new Int32Array(1 + 2 * hashWords);
  private readonly node = new Uint8Array(this.words.buffer, 3);
  private leaves = 0;

  constructor(digest: Digest, onNode?: NodeListener) {
    this.digest = digest;
    this.onNode = onNode;
    this.node[0] = nodePrefix;
  }

  get size(): number {
    return this.leaves;
  }

  /** Begins anew, as an empty tree. */
  clear(): void {
    this.leaves = 0;
  }

  /** Appends the leaf hash at `source[at .. at + 32]`; the bytes are copied. */
  append(source: Uint8Array, at = 0): void {
    const { node, words, pending } = this;
    let index = this.leaves++;
    let level = 0;
    for (let i = 0; i < digestLength; i++) node[1 + digestLength + i] = source[at + i] as number;
    this.onNode?.(0, index, node.subarray(1 + digestLength));
    while (index % 2 === 1) {
      copyWords(pending, level * hashWords, words, 1);
      this.digest.sha256Into(node, node, 1 + digestLength);
      index = (index - 1) / 2;
      level++;
      this.onNode?.(level, index, node.subarray(1 + digestLength));
    }
    copyWords(words, 1 + hashWords, pending, level * hashWords);
  }

  /** The root of all leaves so far; of none, SHA-256 of nothing (RFC 6962 section 2.1). */
  root(): Uint8Array {
    if (this.leaves === 0) return this.digest.sha256(new Uint8Array(0));
    return this.rightEdge(0);
  }

  /** The hash of all leaves from `fromLeaf` on, where the last subtree that is not perfect begins: the right edge of the tree. */
  rightEdge(fromLeaf: number): Uint8Array {
    const { node, words, pending } = this;
    let found = false;
    for (let level = 0, size = 1, covered = this.leaves; covered > fromLeaf; level++, size *= 2) {
      if (Math.floor(this.leaves / size) % 2 === 0) continue;
      copyWords(pending, level * hashWords, words, found ? 1 : 1 + hashWords);
      if (found) this.digest.sha256Into(node, node, 1 + digestLength);
      found = true;
      covered -= size;
    }
    if (!found) throw new RangeError('no leaf at or after the given one');
    return node.slice(1 + digestLength);
  }
}

/** The root over leaf hashes, in order. */
export function treeRoot(digest: Digest, leaves: Iterable<Uint8Array>): Uint8Array {
  const builder = new TreeBuilder(digest);
  for (const leaf of leaves) builder.append(leaf);
  return builder.root();
}

/** One node that a proof names: the hash of the leaves `start .. start + 2^level`, cut at the tree's end. */
export interface TreeNode {
  readonly level: number;
  readonly start: number;
}

/**
 * The hashes of chosen nodes out of one pass over all leaves, in memory that grows with the chosen ones. A node is either
 * a perfect subtree or reaches to the tree's end.
 */
export class NodeCollector {
  readonly builder: TreeBuilder;
  private readonly kept = new Map<string, Uint8Array | null>();

  constructor(digest: Digest, nodes: Iterable<TreeNode>) {
    for (const node of nodes) this.kept.set(nameOf(node), null);
    this.builder = new TreeBuilder(digest, (level, index, hash) => {
      const name = nameOf({ level, start: index * 2 ** level });
      if (this.kept.has(name)) this.kept.set(name, hash.slice());
    });
  }

  /** Call it when all leaves are there. */
  hashOf(node: TreeNode): Uint8Array {
    return this.kept.get(nameOf(node)) ?? this.builder.rightEdge(node.start);
  }
}

function nameOf({ level, start }: TreeNode): string {
  return `${level}:${start}`;
}

/** PATH(m, D[n]) of RFC 6962 section 2.1.1 as positions, from the leaf upwards. */
function auditPath(index: number, size: number): TreeNode[] {
  const path: TreeNode[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const level = Math.ceil(Math.log2(end - start)) - 1;
    const split = start + 2 ** level;
    if (index < split) {
      path.push({ level, start: split });
      end = split;
    } else {
      path.push({ level, start });
      start = split;
    }
  }
  return path.reverse();
}

/**
 * Inclusion proofs of chosen leaves out of one pass over all of them, in memory that grows with the chosen ones.
 *
 * @throws RangeError where an index is not below `size`, or `finish` comes before all leaves.
 */
export class ProofCollector {
  private readonly size: number;
  private readonly paths = new Map<number, readonly TreeNode[]>();
  private readonly nodes: NodeCollector;

  constructor(digest: Digest, size: number, indexes: Iterable<number>) {
    this.size = size;
    for (const index of indexes) {
      if (!Number.isInteger(index) || index < 0 || index >= size)
        throw new RangeError('leaf outside the tree');
      this.paths.set(index, auditPath(index, size));
    }
    this.nodes = new NodeCollector(digest, [...this.paths.values()].flat());
  }

  get builder(): TreeBuilder {
    return this.nodes.builder;
  }

  /** The proofs by leaf index, each from the leaf's sibling upwards. */
  finish(): Map<number, Uint8Array[]> {
    if (this.builder.size !== this.size) throw new RangeError('the tree is not complete');
    const proofs = new Map<number, Uint8Array[]>();
    for (const [index, path] of this.paths)
      proofs.set(
        index,
        path.map((node) => this.nodes.hashOf(node)),
      );
    return proofs;
  }
}

/**
 * The inclusion proof of one leaf that is only recognized as it is added, in a tree whose size nobody knows beforehand, in
 * memory that grows with the height of the tree.
 */
export class LateProof {
  readonly builder: TreeBuilder;
  /** By level, until the leaf is added: the perfect subtree that was completed last. */
  private readonly before: Uint8Array[] = [];
  /** By level: the sibling on the way from the leaf to the root. */
  private readonly siblings: Uint8Array[] = [];
  private index = -1;

  constructor(digest: Digest) {
    this.builder = new TreeBuilder(digest, (level, index, hash) => {
      if (this.index < 0) {
        this.before[level] ??= new Uint8Array(digestLength);
        this.before[level].set(hash);
      } else if (index === Math.floor(this.index / 2 ** level) + 1 && index % 2 === 1) {
        this.siblings[level] = hash.slice();
      }
    });
  }

  /** The leaf that is appended next is the one. */
  mark(): void {
    this.index = this.builder.size;
    for (const [level, hash] of this.before.entries())
      if (Math.floor(this.index / 2 ** level) % 2 === 1) this.siblings[level] = hash;
  }

  /** To be called once all leaves were added: the proof, from the leaf's sibling upwards. */
  finish(): Uint8Array[] {
    return auditPath(this.index, this.builder.size).map(
      ({ level, start }) => this.siblings[level] ?? this.builder.rightEdge(start),
    );
  }
}

/** The inclusion proof of one leaf among leaf hashes held in memory. */
export function inclusionProof(digest: Digest, leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  const collector = new ProofCollector(digest, leaves.length, [index]);
  for (const leaf of leaves) collector.builder.append(leaf);
  return collector.finish().get(index) ?? [];
}

/**
 * Whether `proof` shows that `leaf` is leaf `index` of the tree of `size` leaves under `root`; the algorithm of
 * RFC 9162 section 2.1.3.2. Every argument may come from an attacker.
 */
export function verifyInclusion(
  digest: Digest,
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (leaf.length !== digestLength || proof.some((hash) => hash.length !== digestLength)) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(digest, sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(digest, hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(hash, root);
}
