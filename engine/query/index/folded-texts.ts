import { fold } from '../match/fold.ts';

/** Stands behind every text; UTF-8 has no such byte, so no needle reaches from one text into the next. */
export const endOfText = 0xff;
/** Stands alone in place of a text that is not there. */
export const noText = 0xfe;

const nothingKnown = () => false;

/** After so many hits it is seen how far apart they are. */
const hitsPerLook = 64;
/** Bytes between two hits, on the average, below which each text is looked through instead: a hit then costs less. */
const dense = 160;

/** Some texts in the form in which case does not matter, one after the other in one buffer that is searched as a whole. */
export class FoldedTexts {
  readonly length: number;
  private readonly bytes: Buffer;
  /** Where each text begins, and one more: where the next one would. */
  private readonly starts: Uint32Array;
  /** Which bytes occur at all, as far as it was asked: 1 those that do, 2 those that do not. */
  private readonly occurring = new Uint8Array(256);

  constructor(bytes: Buffer, starts: Uint32Array) {
    this.bytes = bytes;
    this.starts = starts;
    this.length = starts.length - 1;
  }

  /**
   * @param packed UTF-8, `endOfText` behind each text, at an offset of four; it is changed, and kept
   * @returns null where there are not `length` texts
   */
  static from(packed: Buffer, length: number): FoldedTexts | null {
    const starts = new Uint32Array(length + 1);
    const others: number[] = [];
    const words = new Uint32Array(packed.buffer, packed.byteOffset, packed.length >>> 2);
    let text = 0;
    for (let i = 0; i < packed.length; ) {
      const word = (i & 3) === 0 && i + 4 <= packed.length ? (words[i >>> 2] as number) : beyondAscii;
      if ((word & beyondAscii) === 0) {
        words[i >>> 2] = foldedFour(word);
        i += 4;
        continue;
      }
      const byte = packed[i] as number;
      if (byte < 0x80) {
        if (byte >= 0x61 && byte <= 0x7a) packed[i] = byte - 0x20;
      } else if (byte === endOfText) {
        if (text === length) return null;
        starts[++text] = i + 1;
      } else if (byte !== noText && !foldInPlace(packed, i, byte) && others.at(-1) !== text) {
        others.push(text);
      }
      i++;
    }
    if (text !== length || (starts[length] as number) !== packed.length) return null;
    return others.length === 0 ? new FoldedTexts(packed, starts) : foldedAnew(packed, starts, others);
  }

  /** Folded; null where there is none. */
  text(text: number): string | null {
    if (!this.isStated(text)) return null;
    return this.bytes.toString('utf8', this.starts[text], (this.starts[text + 1] as number) - 1);
  }

  /** Whether there is a text at all. */
  isStated(text: number): boolean {
    return this.bytes[this.starts[text] as number] !== noText;
  }

  /**
   * Hands out the number of each text that contains the needle, ascending. `needle`: folded, UTF-8, not empty.
   *
   * @param known of which texts nothing more is asked: they are handed out, or not, as costs less
   */
  containing(
    needle: Buffer,
    hit: (text: number) => void,
    known: (text: number) => boolean = nothingKnown,
  ): void {
    if (!this.mayHold(needle)) return;
    const { bytes, starts } = this;
    let text = 0;
    let hits = 0;
    let looked = 0;
    for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, starts[text])) {
      text = this.textAt(at, text);
      hit(text++);
      if (++hits % hitsPerLook !== 0) continue;
      if (at - looked < hitsPerLook * dense) {
        this.lookThrough(needle, text, hit, known);
        return;
      }
      looked = at;
    }
  }

  /** Hands out the number of each text that is the needle. */
  equalTo(needle: Buffer, hit: (text: number) => void): void {
    const whole = Buffer.concat([needle, Buffer.of(endOfText)]);
    if (!this.mayHold(needle)) return;
    const { bytes, starts } = this;
    let text = 0;
    for (let at = bytes.indexOf(whole); at !== -1; at = bytes.indexOf(whole, at + 1)) {
      text = this.textAt(at, text);
      if (starts[text] === at) hit(text);
    }
  }

  /** Where a byte of the needle does not occur, nothing has to be searched: ids hold no spaces. */
  mayHold(needle: Buffer): boolean {
    return needle.every((byte) => this.occurs(byte));
  }

  private occurs(byte: number): boolean {
    if (this.occurring[byte] === 0) this.occurring[byte] = this.bytes.includes(byte) ? 1 : 2;
    return this.occurring[byte] === 1;
  }

  /** The text that the byte at `at` belongs to, not before `from`. */
  private textAt(at: number, from: number): number {
    const { starts } = this;
    let step = 1;
    let low = from;
    while (low + step < this.length && (starts[low + step] as number) <= at) {
      low += step;
      step *= 2;
    }
    let high = Math.min(this.length, low + step);
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= at) low = middle;
      else high = middle;
    }
    return low;
  }

  private lookThrough(
    needle: Buffer,
    from: number,
    hit: (text: number) => void,
    known: (text: number) => boolean,
  ): void {
    for (let text = from; text < this.length; text++) {
      if (!known(text) && this.holds(text, needle)) hit(text);
    }
  }

  /** Whether this text contains the needle: folded, UTF-8, not empty. */
  holds(text: number, needle: Buffer): boolean {
    const { bytes, starts } = this;
    const first = needle[0] as number;
    const { length: width } = needle;
    const last = (starts[text + 1] as number) - 1 - width;
    for (let at = starts[text] as number; at <= last; at++) {
      if (bytes[at] !== first) continue;
      let same = 1;
      while (same < width && bytes[at + same] === needle[same]) same++;
      if (same === width) return true;
    }
    return false;
  }
}

/** The highest bit of each of four bytes, which those of ASCII have not. */
const beyondAscii = 0x8080_8080;

/** Four bytes of ASCII at once: the highest bit says of each whether it is a or more, then whether it is more than z. */
function foldedFour(word: number): number {
  const small = (word + 0x1f1f_1f1f) & ~(word + 0x0505_0505) & beyondAscii;
  return word ^ (small >>> 2);
}

/**
 * Folds the character that begins with this byte where it stands, if it can be done there: Latin-1, whose letters take as many bytes
 * folded, and what has no case. False where the text has to be folded as a whole. (UTF-8: RFC 3629, section 3.)
 */
function foldInPlace(bytes: Buffer, at: number, byte: number): boolean {
  if (byte < 0xc2) return true;
  const next = bytes[at + 1] as number;
  switch (byte) {
    case 0xc2:
      if (next === 0xb5) bytes.set(greekMu, at);
      return true;
    case 0xc3:
      if (next === 0x9f) bytes.set(sharpS, at);
      else if (next === 0xbf) bytes.set(yDiaeresis, at);
      else if (next >= 0xa0 && next !== 0xb7) bytes[at + 1] = next - 0x20;
      return true;
    case 0xe2:
      return next <= 0x82;
    case 0xf0:
      return next === 0x9f;
    default:
      return byte >= 0xe3 && byte <= 0xe9;
  }
}

const greekMu = Buffer.from('\u039c');
const sharpS = Buffer.from('SS');
const yDiaeresis = Buffer.from('\u0178');

/** Folds the texts of these numbers, which may become longer or shorter. */
function foldedAnew(packed: Buffer, starts: Uint32Array, others: readonly number[]): FoldedTexts {
  const pieces: Buffer[] = [];
  const moved = starts.slice();
  let copied = 0;
  let longer = 0;
  let next = 0;
  for (const text of others) {
    for (; next <= text; next++) (moved[next] as number) += longer;
    const start = starts[text] as number;
    const end = (starts[text + 1] as number) - 1;
    const folded = Buffer.from(fold(packed.toString('utf8', start, end)));
    pieces.push(packed.subarray(copied, start), folded);
    copied = end;
    longer += folded.length - (end - start);
  }
  for (; next < moved.length; next++) (moved[next] as number) += longer;
  pieces.push(packed.subarray(copied));
  return new FoldedTexts(Buffer.concat(pieces), moved);
}
