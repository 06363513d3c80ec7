/** Decoding costs least in pieces of about this many bytes, which stay in the processor's cache. */
const windowLength = 1 << 16;
/** Makes one character of each byte: ASCII stays as it is, and any other byte becomes some character beyond ASCII. */
const decoder = new TextDecoder('latin1');

/**
 * Takes lines off a stream of pieces as text, one character for each byte. There are millions of lines, and decoding each
 * by itself is what would take long; so many are decoded at once, as if all were ASCII, which most are.
 */
export class TextLines {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private pending: Uint8Array = new Uint8Array(0);
  /** The bytes of `text`, at the beginning of memory that is used again and again. */
  private window = new Uint8Array(2 * windowLength);
  private text = '';
  /** Where the last line begins and ends in `window`, and where the next one begins. */
  private begin = 0;
  private end = 0;
  private next = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.pieces = pieces[Symbol.asyncIterator]();
  }

  /**
   * The next line without its line feed; null at the end, and if a line is longer than `limit` or has no line feed.
   * Whatever is not ASCII in it must be read from `bytes`. Answers at once if the line has been decoded already.
   */
  line(limit: number): string | null | Promise<string | null> {
    const end = this.text.indexOf('\n', this.next);
    return end >= 0 && end - this.next <= limit ? this.cut(end) : this.fill(limit);
  }

  /** The bytes of the line that was taken last; valid until the next one is asked for. */
  bytes(): Uint8Array {
    return this.window.subarray(this.begin, this.end);
  }

  /** Whether everything was taken. */
  async done(): Promise<boolean> {
    return this.next === this.text.length && !(await this.more());
  }

  /** Ends the reading, so that what feeds it can let go. */
  async close(): Promise<void> {
    await this.pieces.return?.();
  }

  private cut(end: number): string {
    this.begin = this.next;
    this.end = end;
    this.next = end + 1;
    return this.text.slice(this.begin, end);
  }

  private async fill(limit: number): Promise<string | null> {
    for (;;) {
      const end = this.text.indexOf('\n', this.next);
      if (end >= 0) return end - this.next <= limit ? this.cut(end) : null;
      if (this.text.length - this.next > limit || !(await this.more())) return null;
    }
  }

  /** Decodes further bytes behind those that no line has taken. */
  private async more(): Promise<boolean> {
    while (this.pending.length === 0) {
      const { done, value } = await this.pieces.next();
      if (done) return false;
      this.pending = value;
    }
    const kept = this.text.length - this.next;
    const added = this.pending.subarray(0, windowLength);
    this.keep(kept, kept + added.length);
    this.window.set(added, kept);
    this.pending = this.pending.subarray(added.length);
    this.text = decoder.decode(this.window.subarray(0, kept + added.length));
    this.next = 0;
    return true;
  }

  /** Moves the last `kept` bytes to the beginning of memory that has room for `length`. */
  private keep(kept: number, length: number): void {
    const { window, next } = this;
    if (length > window.length) {
      this.window = new Uint8Array(2 * length);
      this.window.set(window.subarray(next, next + kept));
    } else {
      window.copyWithin(0, next, next + kept);
    }
  }
}
