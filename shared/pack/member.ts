/** The content of a pack's members, in pieces, never more of it than the directory says. */
import { toHex } from '../bytes/encoding.ts';
import type { Digest } from '../proof/digest.ts';
import type { CheckEffects } from './check-context.ts';
import type { PackReader } from './reader.ts';
import type { FoundMember } from './zip-directory.ts';
import { methods } from './zip-records.ts';

type HashStream = ReturnType<Digest['sha256Stream']>;

const usualPiece = 1 << 20;
/** Deflate writes at most some 1000 bytes for one; text as sealing writes it stays far below this. */
const mostExpansion = 200;

/** Why a member cannot be read to its end; what was read until then has been yielded. */
export class MemberFault extends Error {
  override readonly name = 'MemberFault';
}

/** @throws MemberFault */
export async function* readMember(reader: PackReader, member: FoundMember): AsyncGenerator<Uint8Array> {
  const { method, size, compressedSize, dataOffset, flags } = member;
  if ((flags & 1) !== 0) throw new MemberFault('it is encrypted');
  if (dataOffset + compressedSize > reader.size)
    throw new MemberFault('it reaches beyond the end of the file');
  if (method === methods.stored) {
    if (size !== compressedSize) throw new MemberFault('its two sizes differ though it is not compressed');
    yield* readRange(reader, dataOffset, size);
  } else if (method === methods.deflated) {
    if (size > mostExpansion * compressedSize + usualPiece)
      throw new MemberFault('it would unpack to far more than any pack holds');
    const packed = readRange(reader, dataOffset, compressedSize);
    yield* unpacked((reader.inflate ?? inflateByStandard)(packed, compressedSize), size);
  } else {
    throw new MemberFault(`it is compressed by method ${method}, which packs do not use`);
  }
}

/** The bytes that stand for the member in the zip, compressed where it is. @throws MemberFault */
export function readPacked(
  reader: PackReader,
  { dataOffset, compressedSize }: FoundMember,
): AsyncGenerator<Uint8Array> {
  if (dataOffset + compressedSize > reader.size)
    throw new MemberFault('it reaches beyond the end of the file');
  return readRange(reader, dataOffset, compressedSize);
}

/** Asks for each piece before the one in front of it is worked on, so that neither waits for the other. */
async function* readRange(reader: PackReader, offset: number, length: number): AsyncGenerator<Uint8Array> {
  const { pieceLength = usualPiece } = reader;
  const read = (at: number) => {
    const piece = reader.read(offset + at, Math.min(pieceLength, length - at));
    // Where nobody comes for it, nobody is told that it failed.
    piece.catch(() => undefined);
    return piece;
  };
  if (length === 0) return;
  let next = read(0);
  for (let at = pieceLength; at < length; at += pieceLength) {
    const piece = await next;
    next = read(at);
    yield piece;
  }
  yield await next;
}

/** No more than the directory says, whatever the stream would unpack to. */
async function* unpacked(pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  try {
    for await (const piece of pieces) {
      length += piece.length;
      if (length > size) throw new MemberFault('it unpacks to more than the directory says');
      yield piece;
    }
  } catch (error) {
    if (error instanceof MemberFault) throw error;
    throw new MemberFault(`it does not unpack: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (length < size) throw new MemberFault('it unpacks to less than the directory says');
}

/** By the stream that browsers have (Compression Streams); it refuses what follows the end. */
async function* inflateByStandard(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('deflate-raw');
  const output = stream.readable.getReader();
  const fed = feed(stream.writable.getWriter(), input);
  try {
    for (;;) {
      const { done, value } = await output.read();
      if (done || value === undefined) return;
      yield value;
    }
  } finally {
    await output.cancel().catch(() => undefined);
    await fed;
  }
}

/** Never rejects: a broken stream is told by its reading end. */
async function feed(
  writer: { write(bytes: Uint8Array): Promise<void>; close(): Promise<void>; abort(): Promise<void> },
  input: AsyncIterable<Uint8Array>,
): Promise<void> {
  try {
    for await (const piece of input) await writer.write(piece);
    await writer.close();
  } catch {
    await writer.abort().catch(() => undefined);
  }
}

export interface MemberHash {
  /** SHA-256, hex. */
  readonly sha256: string;
  readonly crc32: number;
}

/** Reads the pieces to their end. @throws MemberFault */
export async function hashMember(
  effects: Pick<CheckEffects, 'digest' | 'crc32'>,
  pieces: AsyncIterable<Uint8Array>,
): Promise<MemberHash> {
  const hash = new RunningHash(effects);
  for await (const piece of pieces) hash.update(piece);
  return hash.finish();
}

/** Takes in what passes by. */
export class RunningHash {
  private readonly stream: HashStream;
  private readonly crc32: CheckEffects['crc32'];
  private crc = 0;

  constructor({ digest, crc32 }: Pick<CheckEffects, 'digest' | 'crc32'>) {
    this.stream = digest.sha256Stream();
    this.crc32 = crc32;
  }

  update(piece: Uint8Array): void {
    this.stream.update(piece);
    this.crc = this.crc32(piece, this.crc);
  }

  finish(): MemberHash {
    return { sha256: toHex(this.stream.finish()), crc32: this.crc };
  }
}

/** The whole of a small member. @throws MemberFault where it is larger than `limit` bytes */
export async function wholeMember(
  reader: PackReader,
  member: FoundMember,
  limit: number,
): Promise<Uint8Array> {
  if (member.size > limit)
    throw new MemberFault(`it is larger than such a file can be: ${member.size} bytes`);
  const whole = new Uint8Array(member.size);
  let at = 0;
  for await (const piece of readMember(reader, member)) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
