import { createHash } from 'node:crypto';
import { crc32, createInflateRaw } from 'node:zlib';
import { AppError } from '../../shared/errors.ts';
import { type ByteReader, pieces } from './byte-reader.ts';
import { decompress } from './decompress.ts';
import { gunzip } from './gzip.ts';
import type { Compression, Member, Packing } from './packing.ts';
import { type Pieces, Pull } from './pull.ts';
import { unzstd } from './zstd.ts';

/** What is known of a packed file once its stream was read to the end. */
export interface Unpacked {
  /** Of the file as it was before it was put into a zip, compressed as it may be. */
  readonly bytes: number;
  readonly sha256: Uint8Array;
  /** Why the stream ends before it should, one clause; null where it is whole. */
  readonly fault: string | null;
}

/** Nothing is refused for its size below this, and above it only what no trail compresses to; in bytes. */
const freeAllowance = 64 << 20;
const ratioLimit = 200;

/** The longest stream that a file of `packed` bytes may decompress to; beyond that it is taken for a bomb. */
export function streamLimit(packed: number): number {
  return freeAllowance + packed * ratioLimit;
}

/**
 * The stream of a packed file, in pieces of any length. `check` is called often, even while nothing comes out of it: what
 * it throws ends the work.
 *
 * @throws AppError INVALID_INPUT where the stream, or the file in a zip, is longer than `limit` bytes; FILE_UNREADABLE, CASE_CORRUPT
 */
export async function* unpack(
  reader: ByteReader,
  { member, compression }: Packing,
  limit: number,
  check: () => void = () => {},
): AsyncGenerator<Buffer, Unpacked> {
  const hash = createHash('sha256');
  let bytes = 0;
  const open = () => bounded(member === null ? wholeFile(reader) : memberFile(reader, member), limit);
  const input = new Pull(
    observed(open(), (piece) => {
      check();
      hash.update(piece);
      bytes += piece.length;
    }),
  );
  try {
    const fault = yield* observed(bounded(stream(compression, input, open, check), limit), check);
    // What stands behind the end of the stream belongs to the file all the same.
    await input.drain();
    return { bytes, sha256: hash.digest(), fault };
  } finally {
    await input.close();
  }
}

function stream(compression: Compression | null, input: Pull, open: () => Pieces, check: () => void): Pieces {
  if (compression === 'gzip') return gunzip(input, open, check);
  return compression === 'zstd' ? unzstd(input, open, check) : asItIs(input);
}

async function* asItIs(input: Pull): Pieces {
  for (let piece = await input.piece(); piece !== null; piece = await input.piece()) yield piece;
  return input.fault;
}

async function* wholeFile(reader: ByteReader): Pieces {
  yield* pieces(reader);
  return null;
}

/** A member of a zip as the file that it was. */
async function* memberFile(reader: ByteReader, member: Member): Pieces {
  const open = () => packedData(reader, member);
  const input = new Pull(open());
  const data = member.deflated
    ? decompress(() => createInflateRaw({ chunkSize: 1 << 18 }), input, open)
    : asItIs(input);
  let crc = 0;
  let size = 0;
  let fault: string | null = null;
  for (;;) {
    const next = await data.next();
    if (next.done) {
      fault = next.value;
      break;
    }
    size += next.value.length;
    // The directory's word on the size is not trusted to hold anything; it is trusted to end it.
    const over = size - member.size;
    const piece = over > 0 ? next.value.subarray(0, Math.max(0, next.value.length - over)) : next.value;
    crc = crc32(piece, crc);
    if (piece.length > 0) yield piece;
    if (over > 0) {
      await data.return(null);
      return 'in the zip it is longer than the zip says';
    }
  }
  if (fault !== null) return `in the zip, ${fault}`;
  if (size < member.size) return 'in the zip it is shorter than the zip says';
  return crc === member.crc32 ? null : 'in the zip it is not what was put in: its check value differs';
}

async function* packedData(reader: ByteReader, { dataStart, packed }: Member): Pieces {
  yield* pieces(reader, dataStart, packed);
  return null;
}

async function* observed(source: Pieces, see: (piece: Buffer) => void): Pieces {
  for (;;) {
    const next = await source.next();
    if (next.done) return next.value;
    see(next.value);
    yield next.value;
  }
}

async function* bounded(source: Pieces, limit: number): Pieces {
  let bytes = 0;
  return yield* observed(source, (piece) => {
    bytes += piece.length;
    if (bytes > limit) throw tooLong(limit);
  });
}

function tooLong(limit: number): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `it decompresses to more than ${limit} bytes, which no trail of its size does`,
    safe: 'nothing was imported',
    next: 'if you trust it, decompress it yourself and import what comes out',
    details: { limit },
  });
}
