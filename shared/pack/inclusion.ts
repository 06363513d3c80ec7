import { equalBytes, fromHex } from '../bytes/encoding.ts';
import { type Digest, digestLength } from '../proof/digest.ts';

/** A step on the way from a leaf to the root (RFC 9162 section 2.1.3.2), before its sibling is taken in. */
interface Step {
  readonly node: number;
  readonly last: number;
  readonly hash: Uint8Array;
  readonly sibling: string;
}

/**
 * Inclusion proofs against one root, many of them, as they come in ascending order: the same answers as
 * `verifyInclusion`. Neighbours share the upper part of their way. Where a proof comes to a node and goes on with the
 * very siblings of the last one that held, the rest need not be hashed again.
 */
export class InclusionChecker {
  private readonly digest: Digest;
  private readonly size: number;
  private readonly root: Uint8Array;
  private readonly input = new Uint8Array(1 + 2 * digestLength);
  /** The way of the last proof that held, from the root's end: entry n has n siblings behind its own. */
  private held: Step[] = [];

  constructor(digest: Digest, size: number, root: Uint8Array) {
    this.digest = digest;
    this.size = size;
    this.root = root;
    this.input[0] = 0x01;
  }

  /** `proof`: hex, from the leaf's sibling upwards. Everything may come from an attacker. */
  includes(leaf: Uint8Array, index: number, proof: readonly string[]): boolean {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size || leaf.length !== digestLength)
      return false;
    const way: Step[] = [];
    let node = index;
    let last = this.size - 1;
    let hash = leaf;
    for (const [taken, sibling] of proof.entries()) {
      if (last === 0) return false;
      const step = { node, last, hash, sibling };
      if (this.continuesAsHeld(step, proof, taken)) {
        this.held = [...this.held.slice(0, proof.length - taken), ...way.reverse()];
        return true;
      }
      way.push(step);
      const siblingHash = fromHex(sibling);
      if (siblingHash?.length !== digestLength) return false;
      if (node % 2 === 1 || node === last) {
        hash = this.join(siblingHash, hash);
        while (node % 2 === 0 && node !== 0) {
          node = Math.floor(node / 2);
          last = Math.floor(last / 2);
        }
      } else {
        hash = this.join(hash, siblingHash);
      }
      node = Math.floor(node / 2);
      last = Math.floor(last / 2);
    }
    if (last !== 0 || !equalBytes(hash, this.root)) return false;
    this.held = way.reverse();
    return true;
  }

  private continuesAsHeld(step: Step, proof: readonly string[], taken: number): boolean {
    const remaining = proof.length - taken;
    const known = this.held[remaining - 1];
    if (known === undefined || known.node !== step.node || known.last !== step.last) return false;
    if (!equalBytes(known.hash, step.hash)) return false;
    for (let n = remaining - 1; n >= 0; n--) {
      if (this.held[n]?.sibling !== proof[proof.length - 1 - n]) return false;
    }
    return true;
  }

  private join(left: Uint8Array, right: Uint8Array): Uint8Array {
    const { input } = this;
    input.set(left, 1);
    input.set(right, 1 + digestLength);
    return this.digest.sha256(input);
  }
}
