import { zstdDecompressSync } from 'node:zlib';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from './database.ts';
import { chunkLength } from './schema.ts';

/** Decompressed chunks kept: neighbours are mostly read together. */
const kept = 16;

/** Reads the stored bytes of sources, any range in any order. */
export class SourceBytes {
  private readonly db: ReadableDb;
  private readonly chunks = new Map<string, Buffer>();

  constructor(db: ReadableDb) {
    this.db = db;
  }

  /**
   * The bytes `offset .. offset + length` of the source file.
   *
   * @throws AppError CASE_CORRUPT where a stored chunk is missing, short or does not decompress.
   */
  read(source: number, offset: number, length: number): Buffer {
    const first = Math.floor(offset / chunkLength);
    const last = Math.floor((offset + Math.max(length, 1) - 1) / chunkLength);
    const start = offset - first * chunkLength;
    if (first === last)
      return this.whole(this.chunk(source, first).subarray(start, start + length), length, source, first);
    const parts: Buffer[] = [];
    for (let seq = first; seq <= last; seq++) parts.push(this.chunk(source, seq));
    return this.whole(Buffer.concat(parts).subarray(start, start + length), length, source, first);
  }

  private whole(bytes: Buffer, length: number, source: number, seq: number): Buffer {
    if (bytes.length !== length) throw corruptChunk(source, seq, 'it is shorter than its entries need');
    return bytes;
  }

  private chunk(source: number, seq: number): Buffer {
    const name = `${source}:${seq}`;
    let bytes = this.chunks.get(name);
    if (bytes === undefined) {
      bytes = readChunk(this.db, source, seq);
    } else {
      this.chunks.delete(name);
    }
    this.chunks.set(name, bytes);
    if (this.chunks.size > kept) this.chunks.delete(this.chunks.keys().next().value as string);
    return bytes;
  }
}

interface ChunkRow {
  seq: number;
  length: number;
  encoding: string;
  data: Buffer;
}

function readChunk(db: ReadableDb, source: number, seq: number): Buffer {
  const row = db
    .prepare<[number, number], ChunkRow>(
      'SELECT seq, length, encoding, data FROM chunk WHERE source = ? AND seq = ?',
    )
    .get(source, seq);
  if (row === undefined) throw corruptChunk(source, seq, 'it is missing');
  return decodeChunk(source, row);
}

function decodeChunk(source: number, { seq, length, encoding, data }: ChunkRow): Buffer {
  if (encoding !== 'stored' && encoding !== 'zstd')
    throw corruptChunk(source, seq, 'its encoding is unknown');
  let bytes: Buffer;
  try {
    // Stored lengths are not trusted to size anything: a hostile case file could claim any.
    bytes = encoding === 'stored' ? data : zstdDecompressSync(data, { maxOutputLength: chunkLength });
  } catch (cause) {
    throw corruptChunk(source, seq, 'it does not decompress', cause);
  }
  if (bytes.length > chunkLength) throw corruptChunk(source, seq, 'it is longer than a chunk may be');
  if (bytes.length !== length)
    throw corruptChunk(source, seq, `it holds ${bytes.length} bytes, not ${length}`);
  return bytes;
}

function corruptChunk(source: number, seq: number, why: string, cause?: unknown): AppError {
  return new AppError(
    {
      code: 'CASE_CORRUPT',
      message: `stored chunk ${seq} of source ${source} cannot be read: ${why}`,
      safe: 'every other source and chunk is unaffected',
      next: 'verify the case file to see all that is damaged, and go back to a copy of it',
      details: { source, chunk: seq },
    },
    { cause },
  );
}

/**
 * The source's chunks in order, decompressed; their bytes one after the other are the source file. Only the last may be
 * short, or reading a range (`SourceBytes`) would find other bytes than reading all.
 */
export function* sourceChunks(db: ReadableDb, source: number): Generator<Buffer> {
  const rows = db
    .prepare<[number], ChunkRow>(
      'SELECT seq, length, encoding, data FROM chunk WHERE source = ? ORDER BY seq',
    )
    .iterate(source);
  let next = 0;
  let full = true;
  for (const row of rows) {
    if (row.seq !== next) throw corruptChunk(source, next, 'it is missing');
    if (!full) throw corruptChunk(source, next - 1, 'it is short, and not the last');
    full = row.length === chunkLength;
    next++;
    yield decodeChunk(source, row);
  }
}
