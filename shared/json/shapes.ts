import { equalBytes } from '../bytes/encoding.ts';
import { beginsNumeral, type JsonTokens, quote } from './tokens.ts';

/** Values of a record that is learned at most, and its bytes; beyond, there is no gain in knowing its shape. */
const valueLimit = 1024;
const lengthLimit = 1 << 16;
/** What is kept of all shapes together, whatever comes: steps, bytes that they compare, and ways to go on from one. */
const stepLimit = 1 << 12;
const heldLimit = 1 << 20;
const branchLimit = 16;

/** Where the values of a record stand, strings without their quotes, in the order of the record. */
export class ValuePlaces {
  readonly starts = new Int32Array(valueLimit);
  readonly ends = new Int32Array(valueLimit);
  /** `foreign` where a string is not ASCII, `escaped` where it has escapes. */
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

  /** Counts a value beyond what there is room for, and forgets where it stands. */
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

/** The marks of the string that was passed last. */
export function marksOf({ lastSeen, lastEscaped }: JsonTokens): number {
  return (lastSeen & foreign) | (lastEscaped ? escaped : 0);
}

/** What a step leads to: a string, a number, or the end of the record. */
const leadsTo = { string: 0, number: 1, end: 2 } as const;
type LeadsTo = (typeof leadsTo)[keyof typeof leadsTo];

/** The bytes between two values: names, punctuation, white space, and the words true, false and null. */
interface Step {
  readonly bytes: Uint8Array;
  /** The same bytes four by four, and the last four, little-endian. */
  readonly words: Int32Array;
  readonly lastWord: number;
  readonly length: number;
  readonly to: LeadsTo;
  readonly next: Step[];
  /** At the end: all bytes of the record's steps or-ed together, and the shape. */
  readonly seen: number;
  readonly shape: RecordShape | null;
}

/** One shape, by which its readers keep what they know of its records. */
export type RecordShape = symbol;

/**
 * The shapes of records that were taken before: a shape is a record's bytes but for the contents of the strings that are
 * values, and for numbers. A trail has few, and a record of a known one needs no parsing: the bytes between its values are
 * compared, its values are stepped over. It is JSON, and its names lead where they led, because that was so of the first.
 */
export class RecordShapes {
  /** Of the last record that was matched. */
  readonly values = new ValuePlaces();
  private readonly first: Step[] = [];
  private last: { readonly bytes: Uint8Array; readonly shape: RecordShape } | null = null;
  private view: DataView = new DataView(new ArrayBuffer(0));
  private steps = 0;
  private held = 0;

  /** The shape of the record that was matched last, where it is this one, which was not changed since; `values` are its own. */
  lastOf(bytes: Uint8Array): RecordShape | null {
    return this.last?.bytes === bytes ? this.last.shape : null;
  }

  /** The shape of the record that `tokens` stands at the beginning of; null where it is a new one. */
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
        // Four at a time, up to what ends the string or is escaped in it.
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
          // The closing quote belongs to what follows.
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
   * `bytes`: a record that was taken, and where its values stand. Others of its shape are matched from now on, but where there
   * is no room for it any more: then it is null.
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
 * The highest bit of each of four bytes that is a quote, a backslash or a control character; of the bytes behind the first such byte,
 * sometimes of others too. A byte less than what is taken from it, and not above 0x7f, gets the highest bit.
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
  // A copy of its own: Node's Buffer gives a view where other arrays give one.
  const bytes = Uint8Array.from(between);
  const view = new DataView(bytes.buffer);
  const words = Int32Array.from({ length: bytes.length >> 2 }, (_, word) => view.getInt32(word * 4, true));
  const lastWord = bytes.length < 4 ? 0 : view.getInt32(bytes.length - 4, true);
  return { bytes, words, lastWord, length: bytes.length, to, next: [], seen, shape };
}

/**
 * The step that the bytes `at .. end` begin with. No two are meant: of steps that begin alike, one leads to a number and
 * the other goes on with something that cannot be one.
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
