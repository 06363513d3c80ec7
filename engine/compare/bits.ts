/** A set of whole numbers from 0 to `limit - 1`, one bit each. */
export class Bits {
  private readonly words: Uint32Array;

  constructor(limit: number) {
    this.words = new Uint32Array(Math.ceil(limit / 32));
  }

  has(n: number): boolean {
    return (((this.words[n >>> 5] as number) >>> (n & 31)) & 1) === 1;
  }

  add(n: number): void {
    this.words[n >>> 5] = (this.words[n >>> 5] as number) | (1 << (n & 31));
  }
}
