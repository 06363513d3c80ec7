import { digestLength } from '../../shared/proof/digest.ts';
import type { PackedTree, TreeLevel } from '../proof/packed-tree.ts';

/** A hash in hex with its quotes. */
const spelledLength = 2 * digestLength + 2;
const quote = 0x22;
const comma = 0x2c;
const ending = ']}\n';
/** What stands before the proof takes less, whatever its numbers. */
const headLength = 256;
const digits = Buffer.from('0123456789abcdef');

/**
 * Spells the lines of `verification/proofs/proofs.jsonl` of one source, as JSON.stringify spells a `ProofLine`. A line has more than
 * a kilobyte, and nearly all of it is that of its neighbour: it is spelled from its end, and what both have stays where it stands.
 */
export class ProofLines {
  private readonly tree: PackedTree;
  private readonly line: Buffer;
  private readonly head: string;
  private readonly afterLeaf: Buffer;
  /** By height: where the siblings from there on upwards begin in the line. */
  private readonly starts: Uint32Array;
  private last = -1;

  constructor(source: number, tree: PackedTree) {
    this.tree = tree;
    this.head = `{"source":${source},"ordinal":`;
    this.afterLeaf = Buffer.from(`","treeSize":${tree.size},"proof":[`);
    this.line = Buffer.alloc(headLength + tree.height * (spelledLength + 1) + ending.length);
    this.starts = new Uint32Array(tree.height + 1).fill(this.line.length - ending.length);
    this.line.write(ending, this.line.length - ending.length, 'latin1');
  }

  /** The line of a leaf, with its line feed; the next one takes its place. */
  of(ordinal: number): Uint8Array {
    const { tree, line, starts, afterLeaf } = this;
    let height = this.sharedFrom(ordinal);
    let at = starts[height] as number;
    while (height > 0) {
      height--;
      const node = Math.floor(ordinal / 2 ** height);
      const sibling = (node % 2 === 0 ? node + 1 : node - 1) * digestLength;
      const level = tree.level(height);
      if (sibling < level.length) at = this.spellSibling(level, sibling, at);
      starts[height] = at;
    }
    this.last = ordinal;
    at -= afterLeaf.length;
    line.set(afterLeaf, at);
    at -= 2 * digestLength;
    spell(tree.level(0), ordinal * digestLength, line, at);
    const head = `${this.head}${ordinal},"leaf":"`;
    at -= head.length;
    line.write(head, at, 'latin1');
    return line.subarray(at);
  }

  /** The height from which on this leaf's way to the root is that of the last one. */
  private sharedFrom(ordinal: number): number {
    if (this.last < 0) return this.tree.height;
    let height = 0;
    for (let [node, other] = [ordinal, this.last]; node !== other; height++) {
      node = Math.floor(node / 2);
      other = Math.floor(other / 2);
    }
    return height;
  }

  /** Before what stands at `at`. */
  private spellSibling(level: TreeLevel, from: number, at: number): number {
    const { line } = this;
    const start = at - spelledLength - (at === line.length - ending.length ? 0 : 1);
    line[at - 1] = comma;
    line[start] = quote;
    spell(level, from, line, start + 1);
    line[start + spelledLength - 1] = quote;
    return start;
  }
}

/** The hash that begins at `offset` of its level. */
function spell(level: TreeLevel, offset: number, line: Uint8Array, at: number): void {
  const from = level.at(offset);
  const hashes = level.bytes;
  let to = at;
  for (let i = from; i < from + digestLength; i++) {
    const byte = hashes[i] as number;
    line[to++] = digits[byte >> 4] as number;
    line[to++] = digits[byte & 0x0f] as number;
  }
}
