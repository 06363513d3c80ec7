import { equalBytes } from '../bytes/encoding.ts';
import { beginsNumeral, type JsonTokens, quote } from './tokens.ts';

/** The most values, and bytes, of a record whose shape is learned; for larger ones nothing would be gained. */
const valueLimit = 1024;
const lengthLimit = 1 << 16;
/** Limits for all shapes together, whatever the input is: steps, the bytes that they hold, and how many steps may follow one. */
const stepLimit = 1 << 12;
const heldLimit = 1 << 20;
const branchLimit = 16;

/** Where the values of a record stand, strings without their quotes, in the order of the record. */
export class ValuePlaces {
  readonly starts = new Int32Array(valueLimit);
  readonly ends = new Int32Array(valueLimit);
  /** For each value: `foreign` if it is a string that is not all ASCII, `escaped` if it has escapes, or both. */
  readonly marks = new Uint8Array(valueLimit);
  count = 0;

  copy(): ValuePlaces {
    const copy = new ValuePlaces();
    copy.starts.set(this.starts);
    copy.ends.set(this.ends);
    copy.marks.set(this.marks);
    copy.count = this.count;
    return copy;
  }

  /** A value for which there is no room is counted all the same. */
  add(start: number, end: number, mark: number): void {
    const n = this.count++;
    if (n >= valueLimit) return;
    this.starts[n] = start;
    this.ends[n] = end;
    this.marks[n] = mark;
  }
}

export const escaped = 1;
const foreign = 0x80;

/** The marks of the string that `tokens` stepped over last. */
export function marksOf({ lastSeen, lastEscaped }: JsonTokens): number {
  return (lastSeen & foreign) | (lastEscaped ? escaped : 0);
}

/** What a step leads to: a string, a number, or the end of the record. */
const leadsTo = { string: 0, number: 1, end: 2 } as const;
type LeadsTo = (typeof leadsTo)[keyof typeof leadsTo];

/** The bytes between two values: names, punctuation, white space, and the words true, false and null. */
interface Step {
  readonly bytes: Uint8Array;
  /** The same bytes in words of four, little-endian, and the last four as a word of their own. */
  readonly words: Int32Array;
  readonly lastWord: number;
  readonly length: number;
  readonly to: LeadsTo;
  readonly next: Step[];
  /** Of the step that ends a record: all bytes of its steps or-ed together, and the record's shape. */
  readonly seen: number;
  readonly shape: RecordShape | null;
}

/** One shape, by which its readers keep what they know of its records. */
export type RecordShape = symbol;

/**
 * The shapes of records that were read before. A shape is everything in a record's bytes except its numbers and the
 * contents of the strings that are values. A trail has few shapes, and a record of a known one need not be parsed: the
 * bytes between its values are compared, and its values are stepped over. That it is JSON, and which name each value has,
 * follows from the first record of the shape, for which both were established.
 */
export class RecordShapes {
  /** The values of the last record that was matched. */
  readonly values = new ValuePlaces();
  private readonly first: Step[] = [];
  private last: { readonly bytes: Uint8Array; readonly shape: RecordShape } | null = null;
  private view: DataView = new DataView(new ArrayBuffer(0));
  private steps = 0;
  private held = 0;

  /** The shape of `bytes` if they are the record that was matched last, and unchanged since; then `values` are its own. Otherwise null. */
  lastOf(bytes: Uint8Array): RecordShape | null {
    return this.last?.bytes === bytes ? this.last.shape : null;
  }

  /** The shape of the record that `tokens` is at the beginning of; null if no known shape matches. */
  match(tokens: JsonTokens): RecordShape | null {
    this.last = null;
    const { values } = this;
    const { bytes } = tokens;
    const { buffer, byteOffset, length } = bytes;
    if (this.view.buffer !== buffer) this.view = new DataView(buffer);
    const { view } = this;
    const end = byteOffset + length;
    values.count = 0;
    let at = 0;
    let allSeen = 0;
    for (let steps = this.first; ; ) {
      const step = stepHere(steps, view, byteOffset + at, end);
      if (step === null) return null;
      at += step.length;
      const start = at;
      if (step.to === leadsTo.string) {
        let seen = 0;
        // Four bytes at a time, up to the closing quote or the first escape.
        for (const last = length - 4; at <= last; at += 4) {
          const word = view.getInt32(byteOffset + at, true);
          const ends = textEnds(word);
          if (ends !== 0) {
            const before = ends & -ends;
            seen |= word & ((before - 1) >> 7);
            at += (31 - Math.clz32(before)) >> 3;
            break;
          }
          seen |= word;
        }
        seen = (seen & wordOfForeign) === 0 ? 0 : foreign;
        let value = bytes[at] as number;
        while (value !== quote && value >= 0x20 && value !== 0x5c) {
          seen |= value;
          value = bytes[++at] as number;
        }
        if (value === quote) {
          allSeen |= seen;
          values.add(start, at, seen & foreign);
        } else {
          tokens.at = start;
          if (!tokens.stringRest()) return null;
          // The closing quote is the first byte of the next step.
          at = tokens.at - 1;
          values.add(start, at, marksOf(tokens));
        }
      } else if (step.to === leadsTo.number) {
        tokens.at = at;
        if (!tokens.numeral()) return null;
        at = tokens.at;
        values.add(start, at, 0);
      } else {
        tokens.seen |= step.seen | allSeen;
        if (start !== length || step.shape === null) return null;
        this.last = { bytes, shape: step.shape };
        return step.shape;
      }
      steps = step.next;
    }
  }

  /**
   * Remembers the shape of a record, so that later records of it are matched; null if there is no more room for it.
   *
   * @param bytes a record that was parsed
   * @param values where its values stand
   */
  learn(bytes: Uint8Array, values: ValuePlaces): RecordShape | null {
    const { count, starts, ends } = values;
    if (count > valueLimit || bytes.length > lengthLimit) return null;
    if (this.steps + count >= stepLimit || this.held + bytes.length > heldLimit) return null;
    let steps = this.first;
    let at = 0;
    let seen = 0;
    for (let n = 0; n <= count; n++) {
      const end = n < count ? (starts[n] as number) : bytes.length;
      const between = bytes.subarray(at, end);
      for (const value of between) seen |= value;
      const to = n === count ? leadsTo.end : bytes[end - 1] === quote ? leadsTo.string : leadsTo.number;
      let step = steps.find((each) => each.to === to && equalBytes(each.bytes, between));
      if (step === undefined) {
        if (steps.length === branchLimit) return null;
        step = newStep(between, to, seen, to === leadsTo.end ? Symbol('shape') : null);
        steps.push(step);
        this.steps++;
        this.held += between.length;
      }
      if (step.shape !== null) return step.shape;
      steps = step.next;
      at = ends[n] as number;
    }
    return null;
  }
}

/** The highest bit of each of four bytes. */
const wordOfForeign = 0x80808080 | 0;

/**
 * Finds, in four bytes at once, the first that is a quote, a backslash or a control character: its highest bit is set in
 * the result. The bits of the bytes after it mean nothing, since a borrow may have reached them. How it works: where a
 * subtraction in a byte borrows, its highest bit gets set; bytes above 0x7f, which have it set anyway, are masked out.
 */
function textEnds(word: number): number {
  const quotes = word ^ 0x22222222;
  const backslashes = word ^ 0x5c5c5c5c;
  return (
    (((quotes - 0x01010101) & ~quotes) |
      ((backslashes - 0x01010101) & ~backslashes) |
      ((word - 0x20202020) & ~word)) &
    wordOfForeign
  );
}

function newStep(between: Uint8Array, to: LeadsTo, seen: number, shape: RecordShape | null): Step {
  // `slice` would copy an array, but only make a view of a Node Buffer.
  const bytes = Uint8Array.from(between);
  const view = new DataView(bytes.buffer);
  const words = Int32Array.from({ length: bytes.length >> 2 }, (_, word) => view.getInt32(word * 4, true));
  const lastWord = bytes.length < 4 ? 0 : view.getInt32(bytes.length - 4, true);
  return { bytes, words, lastWord, length: bytes.length, to, next: [], seen, shape };
}

/**
 * The step that the bytes `at .. end` begin with; null if none. There is never more than one: if a step is the beginning of
 * another, it leads to a number, and the other goes on with something that no number can begin with.
 */
function stepHere(steps: readonly Step[], view: DataView, at: number, end: number): Step | null {
  for (let s = 0; s < steps.length; s++) {
    const step = steps[s] as Step;
    const after = at + step.length;
    if (after > end || !stands(step, view, at)) continue;
    if (step.to !== leadsTo.number || (after < end && beginsNumeral(view.getUint8(after)))) return step;
  }
  return null;
}

function stands({ bytes, words, lastWord, length }: Step, view: DataView, at: number): boolean {
  if (length < 4) {
    for (let i = 0; i < length; i++) if (view.getUint8(at + i) !== bytes[i]) return false;
  } else {
    for (let w = 0; w < words.length; w++) {
      if (view.getInt32(at + w * 4, true) !== words[w]) return false;
    }
    if (view.getInt32(at + length - 4, true) !== lastWord) return false;
  }
  return true;
}
