import { equalBytes } from '../bytes/encoding.ts';
import { isSpelled, readSpelled } from '../bytes/spelled-hex.ts';
import { type Digest, digestLength } from '../proof/digest.ts';

/** Levels of a tree of at most 2^53 leaves. */
const mostSteps = 53;
const hexLength = 2 * digestLength;
/** A hash with its quotes and what parts it from the next. */
const spelledLength = hexLength + 3;
const lineEnd = ']}';
const nodePrefix = 0x01;
const quote = 0x22;
const comma = 0x2c;

/** A line with its bytes, one character for each. */
export interface SpelledLine {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/**
 * Inclusion proofs against one root, many of them, in ascending order, off lines of `verification/proofs/proofs.jsonl`: the lines
 * that `parseProofLine` reads and whose proof `verifyInclusion` accepts. Neighbours share the upper part of their way. Where a proof
 * comes to a node of the last one that held, or to the sibling of one, and goes on as that did, the rest need neither be read nor
 * hashed again.
 */
export class InclusionChecker {
  private readonly digest: Digest;
  private readonly size: number;
  private readonly root: Uint8Array;
  private readonly head: string;
  private readonly middle: string;
  private readonly input = new Uint8Array(1 + 2 * digestLength);
  private readonly hash = new Uint8Array(digestLength);
  /** The way of the last proof that held: row n is the step with n siblings ahead of it, its own among them. */
  private readonly nodes = new Float64Array(mostSteps + 1);
  private readonly lasts = new Float64Array(mostSteps + 1);
  private readonly hashes = rows();
  private readonly siblings = rows();
  private held = 0;
  private text = '';

  constructor(digest: Digest, source: number, size: number, root: Uint8Array) {
    this.digest = digest;
    this.size = size;
    this.root = root;
    this.head = `{"source":${source},"ordinal":`;
    this.middle = `"treeSize":${size},"proof":[`;
    this.input[0] = nodePrefix;
  }

  /** Whether the line is, spelled as sealing spells it, a proof that holds of this leaf at this place. All may come from an attacker. */
  holds(line: SpelledLine, index: number, leaf: Uint8Array): boolean {
    const at = this.proofStart(line, index, leaf);
    const count = at < 0 ? -1 : countOf(line.text.length - lineEnd.length - at);
    if (count < 0 || count > mostSteps || !line.text.endsWith(lineEnd)) return false;
    const holds = this.climb(line, at, count, index, leaf);
    this.held = holds ? count : 0;
    this.text = holds ? line.text : '';
    return holds;
  }

  /** Where the first sibling stands; -1 where the line is not about this leaf at this place. */
  private proofStart({ text, bytes }: SpelledLine, index: number, leaf: Uint8Array): number {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size || leaf.length !== digestLength)
      return -1;
    const head = `${this.head}${index},"leaf":"`;
    const leafEnd = head.length + hexLength;
    const middle = leafEnd + 2;
    const start = middle + this.middle.length;
    const isIts =
      text.slice(0, head.length) === head &&
      isSpelled(bytes, head.length, leaf) &&
      bytes[leafEnd] === quote &&
      bytes[leafEnd + 1] === comma &&
      text.slice(middle, start) === this.middle;
    return isIts ? start : -1;
  }

  /** The algorithm of RFC 9162 section 2.1.3.2. Writes its way over the one that held. */
  private climb(line: SpelledLine, start: number, count: number, index: number, leaf: Uint8Array): boolean {
    const { hash } = this;
    let node = index;
    let last = this.size - 1;
    let at = start;
    hash.set(leaf);
    for (let ahead = count; ahead > 0; ahead--) {
      if (last === 0 || !isQuoted(line.bytes, at, ahead)) return false;
      if (this.isHeld(line, at, ahead, node, last)) return true;
      const sibling = this.siblings[ahead] as Uint8Array;
      const own = this.hashes[ahead] as Uint8Array;
      this.nodes[ahead] = node;
      this.lasts[ahead] = last;
      own.set(hash);
      if (!readSpelled(line.bytes, at + 1, sibling)) return false;
      if (node % 2 === 1 || node === last) {
        this.join(sibling, own);
        while (node % 2 === 0 && node !== 0) {
          node = Math.floor(node / 2);
          last = Math.floor(last / 2);
        }
      } else {
        this.join(own, sibling);
      }
      node = Math.floor(node / 2);
      last = Math.floor(last / 2);
      at += spelledLength;
    }
    return last === 0 && equalBytes(hash, this.root);
  }

  /** Whether the step from `hash` is one of the way that held, or that of its sibling, and all behind it goes on as that did. */
  private isHeld(line: SpelledLine, at: number, ahead: number, node: number, last: number): boolean {
    if (ahead > this.held || this.lasts[ahead] !== last) return false;
    const { hash } = this;
    const known = this.nodes[ahead] as number;
    const own = this.hashes[ahead] as Uint8Array;
    const sibling = this.siblings[ahead] as Uint8Array;
    if (known === node) return equalBytes(own, hash) && this.endsAsHeld(line.text, at);
    // At the right edge of the tree a step is not one of two that end in the same node.
    if (Math.max(known, node) > last || Math.floor(known / 2) !== Math.floor(node / 2)) return false;
    if (!equalBytes(sibling, hash) || !isSpelled(line.bytes, at + 1, own)) return false;
    if (!this.endsAsHeld(line.text, at + spelledLength - 1)) return false;
    this.nodes[ahead] = node;
    sibling.set(own);
    own.set(hash);
    return true;
  }

  private endsAsHeld(text: string, at: number): boolean {
    return text.slice(at) === this.text.slice(at - text.length);
  }

  private join(left: Uint8Array, right: Uint8Array): void {
    const { input } = this;
    input.set(left, 1);
    input.set(right, 1 + digestLength);
    this.digest.sha256Into(input, this.hash, 0);
  }
}

function rows(): Uint8Array[] {
  return Array.from({ length: mostSteps + 1 }, () => new Uint8Array(digestLength));
}

/** How many hashes have this many characters; -1 where none have. */
function countOf(length: number): number {
  if (length === 0) return 0;
  return length > 0 && (length + 1) % spelledLength === 0 ? (length + 1) / spelledLength : -1;
}

function isQuoted(bytes: Uint8Array, at: number, ahead: number): boolean {
  const end = at + 1 + hexLength;
  return bytes[at] === quote && bytes[end] === quote && (ahead === 1 || bytes[end + 1] === comma);
}
