import { concat } from '../bytes/encoding.ts';

const lineFeed = 0x0a;

/** Takes exact lengths and lines off a stream of pieces. */
export class ByteStream {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private piece: Uint8Array = new Uint8Array(0);
  /** How much of the piece was taken. */
  private at = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.pieces = pieces[Symbol.asyncIterator]();
  }

  /** The next `length` bytes; fewer at the end of the stream. Synchronous while they are at hand: streams are long. */
  take(length: number): Uint8Array | Promise<Uint8Array> {
    return this.piece.length - this.at >= length ? this.cut(length) : this.fill(length);
  }

  /** The next line without its line feed; null at the end, and where a line is longer than `limit` or has no end. */
  line(limit: number): Uint8Array | null | Promise<Uint8Array | null> {
    const length = this.piece.indexOf(lineFeed, this.at) - this.at;
    if (length < 0 || length > limit) return this.longLine(limit);
    const line = this.cut(length);
    this.at++;
    return line;
  }

  /** Whether everything was taken. */
  async done(): Promise<boolean> {
    return this.at === this.piece.length && !(await this.more());
  }

  /** Ends the reading, so that what feeds it can let go. */
  async close(): Promise<void> {
    await this.pieces.return?.();
  }

  private cut(length: number): Uint8Array {
    const from = this.at;
    this.at += length;
    return this.piece.subarray(from, this.at);
  }

  private get rest(): Uint8Array {
    return this.piece.subarray(this.at);
  }

  private set rest(bytes: Uint8Array) {
    this.piece = bytes;
    this.at = 0;
  }

  private async fill(length: number): Promise<Uint8Array> {
    const parts = [this.rest];
    let have = this.rest.length;
    while (have < length && (await this.more())) {
      parts.push(this.rest);
      have += this.rest.length;
    }
    this.rest = concat(...parts);
    return this.cut(Math.min(length, this.rest.length));
  }

  private async longLine(limit: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = [];
    let have = 0;
    do {
      const end = this.rest.indexOf(lineFeed);
      if (end >= 0) {
        if (have + end > limit) return null;
        parts.push(this.cut(end + 1).subarray(0, end));
        return concat(...parts);
      }
      parts.push(this.rest);
      have += this.rest.length;
      this.rest = new Uint8Array(0);
    } while (have <= limit && (await this.more()));
    // What was read is not a line. It is put back, so that `done` does not say that everything was taken.
    this.rest = concat(...parts);
    return null;
  }

  /** Gets the next piece into `rest`, whose bytes the caller has taken. */
  private async more(): Promise<boolean> {
    this.rest = new Uint8Array(0);
    while (this.rest.length === 0) {
      const { done, value } = await this.pieces.next();
      if (done) return false;
      this.rest = value;
    }
    return true;
  }
}
