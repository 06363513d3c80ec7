import { crc32, createInflateRaw } from 'node:zlib';
import { decompress } from './decompress.ts';
import type { Pieces, Pull } from './pull.ts';

const chunkSize = 1 << 18;

/** RFC 1952 section 2.3.1: bits of FLG. */
const flag = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;

/** Names and comments are short; what is longer than this is no header. */
const textLimit = 1 << 16;

/**
 * Decompresses a gzip file (RFC 1952): its members one after the other; zeros behind the last are padding. Node's own
 * Gunzip stops at the first zero behind a member, whatever follows.
 *
 * `open` gives the file from its beginning, each time it is called; `check` is called for each member, of which a hostile
 * file has millions that hold nothing.
 */
export async function* gunzip(first: Pull, open: () => Pieces, check: () => void): Pieces {
  let mismatch: string | null = null;
  for (;;) {
    check();
    const start = first.position;
    const header = await readHeader(first);
    if (header === 'none') return first.fault ?? mismatch;
    if (header === 'padding') return first.fault ?? mismatch;
    if (header !== null) return first.fault ?? mismatch ?? header;
    let crc = 0;
    let size = 0;
    const data = decompress(() => createInflateRaw({ chunkSize }), first, open);
    for (;;) {
      const next = await data.next();
      if (next.done) {
        if (next.value !== null) return mismatch ?? next.value;
        break;
      }
      crc = crc32(next.value, crc);
      size += next.value.length;
      yield next.value;
    }
    const trailer = await first.take(8);
    if (trailer.length < 8)
      return (
        first.fault ?? mismatch ?? `it ends at byte ${first.position}, in the middle of what was compressed`
      );
    // The data are there all the same, and other members may follow.
    if (trailer.readUInt32LE(0) !== crc || trailer.readUInt32LE(4) !== size % 2 ** 32)
      mismatch ??= `what begins at byte ${start} of the file decompresses to something else than was compressed: its check value differs`;
  }
}

/** Null where a member begins; otherwise what is there instead. */
async function readHeader(input: Pull): Promise<string | null | 'none' | 'padding'> {
  const start = input.position;
  const fixed = await input.take(10);
  if (fixed.length === 0) return 'none';
  const foreign = `what stands at byte ${start} of the file is not gzip`;
  if (fixed[0] !== 0x1f || fixed[1] !== 0x8b) {
    if (start === 0) return foreign;
    return (await onlyZeros(fixed, input)) ? 'padding' : foreign;
  }
  const cut = `it ends at byte ${input.position}, in the middle of a header`;
  if (fixed.length < 10) return cut;
  const flags = fixed[3] as number;
  if (fixed[2] !== 8 || (flags & flag.reserved) !== 0)
    return `what begins at byte ${start} of the file was compressed in an unknown way`;
  if (flags & flag.extra) {
    const length = await input.take(2);
    if (length.length < 2) return cut;
    if ((await input.take(length.readUInt16LE(0))).length < length.readUInt16LE(0)) return cut;
  }
  for (const text of [flag.name, flag.comment]) if (flags & text && !(await skipText(input))) return cut;
  if (flags & flag.headerCrc && (await input.take(2)).length < 2) return cut;
  return null;
}

async function skipText(input: Pull): Promise<boolean> {
  for (let length = 0; length < textLimit; ) {
    const piece = await input.piece();
    if (piece === null) return false;
    const end = piece.indexOf(0);
    if (end >= 0) {
      input.giveBack(piece.subarray(end + 1));
      return true;
    }
    length += piece.length;
  }
  return false;
}

async function onlyZeros(read: Buffer, input: Pull): Promise<boolean> {
  for (let piece: Buffer | null = read; piece !== null; piece = await input.piece())
    if (piece.some((value) => value !== 0)) return false;
  return true;
}
