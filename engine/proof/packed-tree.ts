import { type Digest, digestLength } from '../../shared/proof/digest.ts';

/**
 * An RFC 6962 tree with all its nodes, packed: inclusion proofs of any number of leaves without hashing again. Holds 32
 * bytes a leaf beyond the leaves themselves. Pairing level by level and carrying an odd last hash up gives the RFC's tree.
 */
export class PackedTree {
  /** From the leaves up to the root. */
  private readonly levels: Uint8Array[];

  constructor(digest: Digest, leaves: Uint8Array) {
    this.levels = [leaves];
    const node = new Uint8Array(1 + 2 * digestLength);
    node[0] = 0x01;
    for (let below = leaves; below.length > digestLength; below = this.levels.at(-1) as Uint8Array) {
      const width = below.length / digestLength;
      const above = new Uint8Array(Math.ceil(width / 2) * digestLength);
      for (let pair = 0; pair < Math.floor(width / 2); pair++) {
        node.set(below.subarray(pair * 2 * digestLength, (pair + 1) * 2 * digestLength), 1);
        digest.sha256Into(node, above, pair * digestLength);
      }
      if (width % 2 === 1) above.set(below.subarray(-digestLength), above.length - digestLength);
      this.levels.push(above);
    }
  }

  get size(): number {
    return this.level(0).length / digestLength;
  }

  /** Of at least one leaf. */
  get root(): Uint8Array {
    return this.level(this.height);
  }

  /** Levels above the leaves. */
  get height(): number {
    return this.levels.length - 1;
  }

  /** The hashes of a level, 32 bytes each; level 0 are the leaves. */
  level(height: number): Uint8Array {
    return this.levels[height] as Uint8Array;
  }
}
