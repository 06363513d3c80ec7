/** A text that is written again and again: its bytes four by four, little-endian, the last with zeros behind them. */
export interface KnownText {
  readonly words: Int32Array;
  readonly length: number;
}

export function knownText(bytes: Uint8Array): KnownText {
  const { length } = bytes;
  const view = new DataView(new ArrayBuffer(Math.ceil(length / 4) * 4));
  new Uint8Array(view.buffer).set(bytes);
  return {
    words: Int32Array.from({ length: view.byteLength / 4 }, (_, word) => view.getInt32(word * 4, true)),
    length,
  };
}

/** What may be written beyond the end of a span, and read: what is left of its last four bytes. */
const slack = 3;

/**
 * Puts spans one behind the other, four bytes at a time: they are short, and a call into native code costs more than most. What the last
 * four of a span are too many is written over by the next.
 */
export class SpanWriter {
  readonly out: Uint8Array<ArrayBuffer>;
  length = 0;
  private readonly view: DataView;
  private bytes: Uint8Array = new Uint8Array();
  private source: DataView = new DataView(this.bytes.buffer);
  private base = 0;

  /** `length`: of all spans together, at most. */
  constructor(length: number) {
    this.out = new Uint8Array(length + slack);
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

  text({ words, length }: KnownText): void {
    const { view, length: to } = this;
    for (let w = 0; w < words.length; w++) view.setInt32(to + w * 4, words[w] as number, true);
    this.length = to + length;
  }

  /** `bytes[start .. end]`; false where `plainOnly` and a byte of it is 0x7f or above. */
  span(start: number, end: number, plainOnly: boolean): boolean {
    if (plainOnly && !this.isPlain(start, end)) return false;
    const { bytes, base, view, source, out } = this;
    let to = this.length;
    if (base + end + slack > source.byteLength) {
      for (let at = start; at < end; at++) out[to++] = bytes[at] as number;
    } else {
      for (let at = base + start; at < base + end; at += 4, to += 4)
        view.setInt32(to, source.getInt32(at, true), true);
    }
    this.length += end - start;
    return true;
  }

  /** Whether every byte of `bytes[start .. end]` is below 0x7f. */
  isPlain(start: number, end: number): boolean {
    const { bytes, base, source } = this;
    let at = start;
    for (const last = end - 4; at <= last; at += 4) {
      const word = source.getInt32(base + at, true);
      // Only 0x7f and above have the highest bit, or get it, or give it to the next by getting beyond it.
      if ((((word + 0x01010101) | word) & high) !== 0) return false;
    }
    for (; at < end; at++) if ((bytes[at] as number) >= 0x7f) return false;
    return true;
  }
}

/** The highest bit of every byte of a word. */
const high = 0x80808080 | 0;
