/** Pieces of a file or of a stream; at its end, why it ends before it should, or null. */
export type Pieces = AsyncGenerator<Buffer, string | null>;

/** Takes bytes off pieces that arrive, in the lengths that are asked for. */
export class Pull {
  /** Of the next byte. */
  position = 0;
  /** Once the end was met: why it came too early, or null. */
  fault: string | null = null;
  private readonly source: Pieces;
  private rest: Buffer = Buffer.alloc(0);

  constructor(source: Pieces) {
    this.source = source;
  }

  /** Whatever is at hand; null at the end. */
  async piece(): Promise<Buffer | null> {
    while (this.rest.length === 0) {
      const next = await this.source.next();
      if (next.done) {
        this.fault = next.value ?? this.fault;
        return null;
      }
      this.rest = next.value;
    }
    const piece = this.rest;
    this.rest = Buffer.alloc(0);
    this.position += piece.length;
    return piece;
  }

  /** `length` bytes; fewer at the end. */
  async take(length: number): Promise<Buffer> {
    const taken: Buffer[] = [];
    let missing = length;
    while (missing > 0) {
      const piece = await this.piece();
      if (piece === null) break;
      if (piece.length > missing) this.giveBack(piece.subarray(missing));
      taken.push(piece.subarray(0, missing));
      missing -= Math.min(missing, piece.length);
    }
    return Buffer.concat(taken);
  }

  /** The last bytes that were taken, so that they are taken again. */
  giveBack(bytes: Buffer): void {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([bytes, this.rest]);
    this.position -= bytes.length;
  }

  /** Takes everything up to `position`. */
  async skipTo(position: number): Promise<void> {
    while (this.position < position) {
      const piece = await this.piece();
      if (piece === null) return;
      const beyond = this.position - position;
      if (beyond > 0) this.giveBack(piece.subarray(piece.length - beyond));
    }
  }

  /** Reads to the end, and lets go of the source. */
  async drain(): Promise<void> {
    while ((await this.piece()) !== null);
  }

  async close(): Promise<void> {
    await this.source.return(null);
  }
}
