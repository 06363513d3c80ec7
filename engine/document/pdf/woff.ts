import { inflateSync } from 'node:zlib';

/** WOFF 1.0, section 3 and 4: where its header, and each table's entry, holds what. */
const signature = 0x774f4646;
const headerLength = 44;
const entryLength = 20;

/** What those of an OpenType font take: its header, and one entry of its table directory. */
const fontHeaderLength = 12;
const fontEntryLength = 16;

/**
 * The font in a WOFF file, as it was before it was compressed: whoever draws single signs of it would otherwise inflate it for each.
 * Only for files of the application's own packages.
 *
 * @throws RangeError where it is no such file
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.readUInt32BE(0) !== signature) throw new RangeError('not a WOFF file');
  const count = woff.readUInt16BE(12);
  const header = Buffer.alloc(fontHeaderLength + fontEntryLength * count);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  const parts: Buffer[] = [header];
  let offset = header.length;
  for (let n = 0; n < count; n++) {
    const entry = headerLength + entryLength * n;
    const at = woff.readUInt32BE(entry + 4);
    const compressed = woff.readUInt32BE(entry + 8);
    const length = woff.readUInt32BE(entry + 12);
    const stored = woff.subarray(at, at + compressed);
    const table = compressed < length ? inflateSync(stored) : stored;
    const place = fontHeaderLength + fontEntryLength * n;
    woff.copy(header, place, entry, entry + 4);
    woff.copy(header, place + 4, entry + 16, entry + 20);
    header.writeUInt32BE(offset, place + 8);
    header.writeUInt32BE(length, place + 12);
    // Tables begin at multiples of four.
    const padded = Buffer.concat([table, Buffer.alloc(-length & 3)]);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}
