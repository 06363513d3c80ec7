import { byte, isSpace } from './located.ts';

const longestGap = 64;
const longestJoint = 256;
const none = Buffer.alloc(0);

/**
 * How one record follows another in this source: the bytes from the closing brace of the first record to the quote that
 * ends the second one's first member name, such as `},\n  {\n    "log_id"`. They are learned from the first two records.
 *
 * A JSON string cannot hold them, for they hold bare quotes with a name between; and behind a comma in an object a name must
 * stand, no brace. Where they come up inside a string, or directly inside an object, the record under way is therefore torn,
 * by a lost bracket or quote, and the next record begins in them. Inside an array they are nothing out of the ordinary:
 * they no longer tell a record's beginning then, and are not used from there on.
 */
export class RecordJoint {
  /** Null while it is learned, and empty where there is none. */
  private bytes: Buffer | null = null;
  private gap: number[] = [];
  private before: Buffer | null = null;

  /** The byte after the closing brace; -1 where there is no joint. */
  get second(): number {
    return this.bytes?.[1] ?? -1;
  }

  /** A byte between two records. */
  between(value: number): void {
    if (this.bytes === null && this.before !== null && this.gap.length <= longestGap) this.gap.push(value);
  }

  /** A record that was found, without a fault. */
  record(bytes: Buffer): void {
    if (this.bytes !== null) return;
    const { before } = this;
    if (before === null) {
      this.before = bytes;
      this.gap = [];
      return;
    }
    this.before = null;
    this.bytes = none;
    const opening = openingOf(bytes);
    if (opening === null || this.gap.length > longestGap || before.at(-1) !== byte.closeBrace) return;
    const joint = Buffer.concat([Buffer.from([byte.closeBrace, ...this.gap]), opening]);
    if (joint.length <= longestJoint && !before.includes(joint) && !bytes.includes(joint)) this.bytes = joint;
  }

  /** What comes next follows no record, or not as records follow each other. */
  apart(): void {
    this.before = null;
    this.gap = [];
  }

  disown(): void {
    this.bytes = none;
  }

  /** Whether the joint stands at `at`, and where the buffer ends in it: whether more has to be seen. */
  follows(buffer: Buffer, at: number, more: boolean): 'yes' | 'no' | 'unseen' {
    const joint = this.bytes;
    if (joint === null || joint.length === 0) return 'no';
    const seen = Math.min(joint.length, buffer.length - at);
    if (buffer.compare(joint, 0, seen, at, at + seen) !== 0) return 'no';
    if (seen === joint.length) return 'yes';
    return more ? 'unseen' : 'no';
  }
}

/** An object's bytes to the end of its first member name; null where it has none. */
function openingOf(bytes: Buffer): Buffer | null {
  if (bytes[0] !== byte.openBrace) return null;
  let at = 1;
  while (isSpace(bytes[at])) at++;
  if (bytes[at] !== byte.quote) return null;
  const end = bytes.indexOf(byte.quote, at + 1);
  return end === -1 || bytes.subarray(at, end).includes(byte.backslash) ? null : bytes.subarray(0, end + 1);
}
