import { type Salts, saltLength } from '../case/salts.ts';

const blockSalts = 4096;

/** The first block is shorter: most trees are small. */
const firstSalts = 64;

/** Salts in blocks, for long runs of them: one at a time costs a cipher each. */
export class SaltBlocks {
  private readonly salts: Salts;
  private block: Buffer = Buffer.alloc(0);
  private first = 0;

  constructor(salts: Salts) {
    this.salts = salts;
  }

  /** In memory that lasts. */
  at(index: number): Uint8Array {
    if (index < this.first || (index - this.first + 1) * saltLength > this.block.length) {
      this.first = index < firstSalts ? 0 : index - (index % blockSalts);
      this.block = this.salts.range(this.first, index < firstSalts ? firstSalts : blockSalts);
    }
    const at = (index - this.first) * saltLength;
    return this.block.subarray(at, at + saltLength);
  }
}
