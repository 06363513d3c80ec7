const packedLength = 32;
const blockCount = 1 << 16;

/** The hashes that entries state, in order: 32 bytes each where they are hex, as text where they are anything else. */
export class StatedHashes {
  private readonly blocks: Buffer[] = [];
  private readonly others: string[] = [];
  private count = 0;

  add(hash: string): void {
    if (!/^[0-9a-f]{64}$/.test(hash)) {
      this.others.push(hash);
      return;
    }
    const at = this.count++ % blockCount;
    if (at === 0) this.blocks.push(Buffer.alloc(blockCount * packedLength));
    this.blocks.at(-1)?.write(hash, at * packedLength, 'hex');
  }

  /** Which of `wanted` are here. */
  *among(wanted: ReadonlySet<string>): Generator<string> {
    for (const hash of this.others) if (wanted.has(hash)) yield hash;
    for (let n = 0; n < this.count; n++) {
      const at = (n % blockCount) * packedLength;
      const hash = this.blocks[Math.floor(n / blockCount)]?.toString('hex', at, at + packedLength) ?? '';
      if (wanted.has(hash)) yield hash;
    }
  }
}
