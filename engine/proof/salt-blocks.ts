import { type Salts, saltLength } from '../case/salts.ts';

const blockSalts = 4096;

/** Salts in blocks, for long runs of them: one at a time costs a cipher each. */
export class SaltBlocks {
  private readonly salts: Salts;
  private block: Buffer = Buffer.alloc(0);
  private first = -1;

  constructor(salts: Salts) {
    this.salts = salts;
  }

  /** In memory that lasts. */
  at(index: number): Uint8Array {
    const first = index - (index % blockSalts);
    if (first !== this.first) {
      this.block = this.salts.range(first, blockSalts);
      this.first = first;
    }
    return this.block.subarray((index - first) * saltLength, (index - first + 1) * saltLength);
  }
}
