import { endOfText, noText } from '../folded-texts.ts';

/** Texts one after the other, each ended by a byte that UTF-8 does not have, as segments hold them. */
export class PackedText {
  private bytes = Buffer.alloc(0);
  length = 0;

  /** `source[start .. end]` is UTF-8. */
  append(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start + 1);
    // Most texts are short: a loop beats a call into native code.
    if (end - start < 24) {
      for (let i = start; i < end; i++) this.bytes[this.length++] = source[i] as number;
    } else {
      this.bytes.set(source.subarray(start, end), this.length);
      this.length += end - start;
    }
    this.bytes[this.length++] = endOfText;
  }

  appendText(text: string): void {
    const bytes = Buffer.from(text);
    this.append(bytes, 0, bytes.length);
  }

  /** Texts that are packed already. */
  appendPacked(packed: Buffer): void {
    this.reserve(packed.length);
    packed.copy(this.bytes, this.length);
    this.length += packed.length;
  }

  /** So many entries have no text. */
  appendNone(entries: number): void {
    this.reserve(entries * 2);
    for (let i = 0; i < entries; i++) {
      this.bytes[this.length++] = noText;
      this.bytes[this.length++] = endOfText;
    }
  }

  /** What was appended; valid until `clear`. */
  get packed(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  /** Begins anew, in the same memory. */
  clear(): void {
    this.length = 0;
  }

  take(): Buffer {
    const taken = this.packed;
    this.bytes = Buffer.alloc(0);
    this.length = 0;
    return taken;
  }

  /** Makes room for so many more bytes, so that they are not moved one by one. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2, 4096));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
