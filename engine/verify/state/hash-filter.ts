/** Bits for each hash, and how many of them each sets: of hashes that are not held, 1 in 70,000 is taken for one that is. */
const bitsPerHash = 24;
const probes = 12;

/**
 * Says of a hash that it is certainly not among many others, or that it may be (Bloom, 1970): 3 bytes a hash, where holding them
 * takes 32. Whoever chooses hashes to be taken for others makes a verification slower, and nothing else.
 */
export class HashFilter {
  readonly bytes: Uint8Array;

  /** @param bytes of a filter as it was; a new one is for `count` hashes */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  static for(count: number): HashFilter {
    return new HashFilter(new Uint8Array(Math.max(8, Math.ceil((count * bitsPerHash) / 8))));
  }

  add(hash: string): void {
    for (const bit of this.bitsOf(hash))
      this.bytes[bit >>> 3] = (this.bytes[bit >>> 3] as number) | (1 << (bit & 7));
  }

  mayHold(hash: string): boolean {
    for (const bit of this.bitsOf(hash))
      if (((this.bytes[bit >>> 3] as number) & (1 << (bit & 7))) === 0) return false;
    return true;
  }

  /** By two digests of the text, combined (Kirsch and Mitzenmacher, 2006). */
  private *bitsOf(hash: string): Generator<number> {
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    for (let i = 0; i < hash.length; i++) {
      const unit = hash.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit, 0x5bd1e995);
      b ^= b >>> 15;
    }
    const first = mixed(a);
    const step = mixed(b) | 1;
    const bits = this.bytes.length * 8;
    for (let n = 0; n < probes; n++) yield (first + n * (step >>> 0)) % bits;
  }
}

/** All bits of a number into each of its bits: the last step of MurmurHash3. */
function mixed(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
