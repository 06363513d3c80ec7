import { type Digest, digestLength } from '../../shared/proof/digest.ts';

/**
 * An RFC 6962 tree with all its nodes, packed: inclusion proofs of any number of leaves without hashing again. Holds 32
 * bytes a leaf beyond the leaves themselves. Pairing level by level and carrying an odd last hash up gives the RFC's tree.
 */
export class PackedTree {
  /** From the leaves up to the root. */
  private readonly levels: Uint8Array[];
  /** By level, the sibling that was shown last: neighbours share most of theirs. */
  private readonly shown: { sibling: number; hex: string }[] = [];

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
    return (this.levels[0] as Uint8Array).length / digestLength;
  }

  /** Of at least one leaf. */
  get root(): Uint8Array {
    return this.levels.at(-1) as Uint8Array;
  }

  /** The hashes from the leaf's sibling upwards, hex, as RFC 6962 section 2.1.1 orders them. */
  proof(index: number): string[] {
    const siblings: string[] = [];
    let at = index;
    for (let height = 0; height < this.levels.length - 1; height++) {
      const sibling = at % 2 === 0 ? at + 1 : at - 1;
      if ((sibling + 1) * digestLength <= (this.levels[height] as Uint8Array).length)
        siblings.push(this.hexAt(height, sibling));
      at = Math.floor(at / 2);
    }
    return siblings;
  }

  private hexAt(height: number, sibling: number): string {
    const last = this.shown[height];
    if (last?.sibling === sibling) return last.hex;
    const { buffer, byteOffset } = this.levels[height] as Uint8Array;
    const hex = Buffer.from(buffer, byteOffset + sibling * digestLength, digestLength).toString('hex');
    this.shown[height] = { sibling, hex };
    return hex;
  }
}
