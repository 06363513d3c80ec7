/** A text that is written again and again: its bytes four by four, little-endian, and those that are left. */
export interface KnownText {
  readonly words: Int32Array;
  readonly rest: Uint8Array;
}

export function knownText(bytes: Uint8Array): KnownText {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const words = Int32Array.from({ length: bytes.length >> 2 }, (_, word) => view.getInt32(word * 4, true));
  return { words, rest: Uint8Array.from(bytes.subarray(words.length * 4)) };
}

/** The highest bit of every byte of a word. */
const high = 0x80808080 | 0;

/** Puts spans one behind the other, four bytes at a time: they are short, and a call into native code costs more than most. */
export class SpanWriter {
  readonly out: Uint8Array<ArrayBuffer>;
  length = 0;
  private readonly view: DataView;
  private bytes: Uint8Array = new Uint8Array();
  private source: DataView = new DataView(this.bytes.buffer);
  private base = 0;

  constructor(length: number) {
    this.out = new Uint8Array(length);
    this.view = new DataView(this.out.buffer);
  }

  /** Begins anew; the spans that follow are of `bytes`. */
  begin(bytes: Uint8Array): void {
    this.length = 0;
    this.bytes = bytes;
    this.base = bytes.byteOffset;
    const { buffer } = bytes;
    if (this.source.buffer !== buffer) this.source = new DataView(buffer);
  }

  text({ words, rest }: KnownText): void {
    const { view, out } = this;
    let to = this.length;
    for (let w = 0; w < words.length; w++, to += 4) view.setInt32(to, words[w] as number, true);
    for (let i = 0; i < rest.length; i++) out[to++] = rest[i] as number;
    this.length = to;
  }

  /** `bytes[start .. end]`; false where `plainOnly` and a byte of it is 0x7f or above. */
  span(start: number, end: number, plainOnly: boolean): boolean {
    const { bytes, base, view, source, out } = this;
    const refused = plainOnly ? high : 0;
    const limit = plainOnly ? 0x7f : 0x100;
    let to = this.length;
    let at = start;
    for (const last = end - 4; at <= last; at += 4, to += 4) {
      const word = source.getInt32(base + at, true);
      // Only 0x7f and above have the highest bit, or get it, or give it to the next by getting beyond it.
      if ((((word + 0x01010101) | word) & refused) !== 0) return false;
      view.setInt32(to, word, true);
    }
    for (; at < end; at++) {
      const value = bytes[at] as number;
      if (value >= limit) return false;
      out[to++] = value;
    }
    this.length = to;
    return true;
  }
}
