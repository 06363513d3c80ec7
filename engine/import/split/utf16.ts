import { recordLimit } from '../../case/record-limit.ts';
import type { Located, Splitter } from './located.ts';
import { byte, faulty } from './located.ts';

/** What characters beyond ASCII are in the shadow; no splitter gives it a meaning. */
const beyondAscii = 0xff;
/** What the delimiter of a table is in the shadow where it is beyond ASCII. */
export const shadowDelimiter = 0xfe;
/** What a byte order mark is in the shadow. */
export const shadowMark = 0xfd;
const byteOrderMark = 0xfeff;

/**
 * Finds records in UTF-16 with a splitter for UTF-8, which sees a shadow of the source: one byte for every code unit, the
 * unit itself where it is ASCII. What the splitter finds is given in the source's own bytes. A byte left over at the end is half a character, and a fault.
 *
 * @param split a splitter with a limit of `shadowLimit`, to which `shadowMark` is a byte order mark
 * @param delimiter code unit, beyond ASCII, that is `shadowDelimiter` in the shadow
 */
export function* splitUtf16(
  blocks: Iterable<Buffer>,
  encoding: 'utf-16le' | 'utf-16be',
  split: Splitter,
  delimiter: number | null = null,
): Generator<Located> {
  const source = new Window();
  for (const { bytes, offset, length, ...rest } of split(shadows(blocks, encoding, source, delimiter))) {
    const { fault } = rest;
    const place = { ...rest, offset: 2 * offset, length: 2 * length };
    yield { ...place, bytes: fault === null ? source.cut(place.offset, place.length) : bytes };
  }
  if (source.end % 2 === 1) yield faulty(source.end - 1, 1, source.line, 'NOT_UTF16');
}

/** Of a record, in code units. */
export const shadowLimit = recordLimit / 2;

function* shadows(
  blocks: Iterable<Buffer>,
  encoding: 'utf-16le' | 'utf-16be',
  source: Window,
  delimiter: number | null,
): Generator<Buffer> {
  const high = encoding === 'utf-16le' ? 1 : 0;
  let odd: number | null = null;
  for (const block of blocks) {
    source.add(block);
    const bytes: Buffer = odd === null ? block : Buffer.concat([Buffer.from([odd]), block]);
    odd = bytes.length % 2 === 1 ? (bytes[bytes.length - 1] as number) : null;
    const shadow = Buffer.allocUnsafeSlow(bytes.length >> 1);
    for (let i = 0; i < shadow.length; i++) {
      const unit = ((bytes[2 * i + high] as number) << 8) | (bytes[2 * i + 1 - high] as number);
      if (unit < 0x80) {
        shadow[i] = unit;
        if (unit === byte.lineFeed) source.line++;
      } else if (unit === delimiter) shadow[i] = shadowDelimiter;
      else shadow[i] = unit === byteOrderMark ? shadowMark : beyondAscii;
    }
    yield shadow;
  }
}

/** The last bytes of the source: as many as a record that is yet to be cut may reach back. */
class Window {
  end = 0;
  /** 1-based, of the source's end. */
  line = 1;
  private blocks: { readonly offset: number; readonly bytes: Buffer }[] = [];

  add(block: Buffer): void {
    // A splitter holds back one record and less than one block: what was there before both is not asked for any more.
    const reach = this.end - 2 * recordLimit - (this.blocks.at(-1)?.bytes.length ?? 0);
    this.blocks = this.blocks.filter(({ offset, bytes }) => offset + bytes.length >= reach);
    this.blocks.push({ offset: this.end, bytes: Buffer.from(block) });
    this.end += block.length;
  }

  cut(offset: number, length: number): Buffer {
    const parts: Buffer[] = [];
    for (const block of this.blocks) {
      const from = offset - block.offset;
      if (from + length <= 0 || from >= block.bytes.length) continue;
      parts.push(block.bytes.subarray(Math.max(0, from), from + length));
    }
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }
}
