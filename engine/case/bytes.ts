import { zstdDecompressSync } from 'node:zlib';
import { AppError } from '../../shared/errors.ts';
import { prepared, type ReadableDb } from './database.ts';
import { beforeAll } from './pages.ts';
import { recordLimit } from './record-limit.ts';
import { chunkLength } from './schema.ts';

/** Bytes that are read as one: no record has more, whatever a case file says of its length. */
const longestRange = 4 * recordLimit;

/** Decompressed chunks kept: neighbours are mostly read together. */
const kept = 16;

/**
 * What chunks belong to: a source's stream, the file of a compressed source or of a container as it was acquired, or what
 * an acquisition that is not done has fetched.
 */
type Store = 'stream' | 'acquired' | 'staged';

const selects = {
  stream: 'SELECT seq, length, encoding, data FROM chunk WHERE source = ?',
  acquired: 'SELECT seq, length, encoding, data FROM acquired_chunk WHERE owner = ?',
  staged: 'SELECT seq, length, encoding, data FROM staged_chunk WHERE acquisition = ?',
} as const satisfies Record<Store, string>;

/** Reads stored bytes, any range in any order. */
abstract class StoredBytes {
  private readonly db: ReadableDb;
  private readonly store: Store;
  private readonly chunks = new Map<string, Buffer>();
  /** What was read last: the next range is mostly in it. */
  private last: { readonly owner: number; readonly seq: number; readonly bytes: Buffer } | null = null;

  constructor(db: ReadableDb, store: Store) {
    this.db = db;
    this.store = store;
  }

  /** @throws AppError CASE_CORRUPT where a stored chunk is missing, short or does not decompress. */
  protected range(owner: number, offset: number, length: number): Buffer {
    const first = Math.floor(offset / chunkLength);
    const last = Math.floor((offset + Math.max(length, 1) - 1) / chunkLength);
    const start = offset - first * chunkLength;
    if (length === 0) return Buffer.alloc(0);
    if (first === last)
      return this.whole(this.chunk(owner, first).subarray(start, start + length), length, owner, first);
    const parts = [this.chunk(owner, first).subarray(start)];
    for (let seq = first + 1; seq <= last; seq++) parts.push(this.chunk(owner, seq));
    const end = offset + length - last * chunkLength;
    parts.push((parts.pop() as Buffer).subarray(0, end));
    return this.whole(Buffer.concat(parts), length, owner, first);
  }

  private whole(bytes: Buffer, length: number, owner: number, seq: number): Buffer {
    if (bytes.length !== length) throw corruptChunk(owner, seq, 'it is shorter than its entries need');
    return bytes;
  }

  private chunk(owner: number, seq: number): Buffer {
    if (this.last?.owner === owner && this.last.seq === seq) return this.last.bytes;
    const name = `${owner}:${seq}`;
    let bytes = this.chunks.get(name);
    if (bytes === undefined) {
      const row = prepared<[number, number], ChunkRow>(this.db, `${selects[this.store]} AND seq = ?`).get(
        owner,
        seq,
      );
      if (row === undefined) throw corruptChunk(owner, seq, 'it is missing');
      bytes = decodeChunk(owner, row);
    } else {
      this.chunks.delete(name);
    }
    this.chunks.set(name, bytes);
    if (this.chunks.size > kept) this.chunks.delete(this.chunks.keys().next().value as string);
    this.last = { owner, seq, bytes };
    return bytes;
  }
}

/** Reads the streams of sources: a file's bytes, decompressed where it was compressed. Entries are located in them. */
export class SourceBytes extends StoredBytes {
  private readonly owners: Map<number, number>;

  constructor(db: ReadableDb) {
    super(db, 'stream');
    this.owners = new Map(
      db
        .prepare<[], [number, number]>('SELECT id, reread_of FROM source WHERE reread_of IS NOT NULL')
        .raw()
        .all(),
    );
  }

  /**
   * The bytes `offset .. offset + length` of the source's stream.
   *
   * @throws AppError CASE_CORRUPT where a stored chunk is missing, short or does not decompress, and for more than any entry has
   */
  read(source: number, offset: number, length: number): Buffer {
    const owner = this.owners.get(source) ?? source;
    if (length > longestRange)
      throw corruptChunk(
        owner,
        Math.floor(offset / chunkLength),
        'what begins there is longer than any entry',
      );
    return this.range(owner, offset, length);
  }
}

/** Reads the file of a compressed source or of a container, as it was acquired. */
export class AcquiredBytes extends StoredBytes {
  readonly size: number;
  private readonly owner: number;

  /** `size`: of the file, in bytes. */
  constructor(db: ReadableDb, owner: number, size: number) {
    super(db, 'acquired');
    this.owner = owner;
    this.size = size;
  }

  /**
   * The bytes `offset .. offset + length` of the file, as far as it goes.
   *
   * @throws AppError CASE_CORRUPT where a stored chunk is missing, short or does not decompress.
   */
  read(offset: number, length: number): Buffer {
    return this.range(this.owner, offset, Math.max(0, Math.min(length, this.size - offset)));
  }
}

interface ChunkRow {
  seq: number;
  length: number;
  encoding: string;
  data: Buffer;
}

/** One byte more than a chunk has: then it is known at once that there are none, and nothing is put together from parts. */
const wholeChunk = { maxOutputLength: chunkLength, chunkSize: chunkLength + 1 };

function decodeChunk(owner: number, { seq, length, encoding, data }: ChunkRow): Buffer {
  if (encoding !== 'stored' && encoding !== 'zstd') throw corruptChunk(owner, seq, 'its encoding is unknown');
  let bytes: Buffer;
  try {
    // Stored lengths are not trusted to size anything: a hostile case file could claim any.
    bytes = encoding === 'stored' ? data : zstdDecompressSync(data, wholeChunk);
  } catch (cause) {
    throw corruptChunk(owner, seq, 'it does not decompress', cause);
  }
  if (bytes.length > chunkLength) throw corruptChunk(owner, seq, 'it is longer than a chunk may be');
  if (bytes.length !== length)
    throw corruptChunk(owner, seq, `it holds ${bytes.length} bytes, not ${length}`);
  return bytes;
}

function corruptChunk(owner: number, seq: number, why: string, cause?: unknown): AppError {
  return new AppError(
    {
      code: 'CASE_CORRUPT',
      message: `stored chunk ${seq} of source ${owner} cannot be read: ${why}`,
      safe: 'every other source and chunk is unaffected',
      next: 'verify the case file to see all that is damaged, and go back to a copy of it',
      details: { source: owner, chunk: seq },
    },
    { cause },
  );
}

/**
 * The chunks of a source's stream in order, decompressed; their bytes one after the other are the stream. Only the last
 * may be short, or reading a range (`SourceBytes`) would find other bytes than reading all.
 */
export function sourceChunks(db: ReadableDb, source: number): Generator<Buffer> {
  const rereadOf = db
    .prepare<[number], number | null>('SELECT reread_of FROM source WHERE id = ?')
    .pluck()
    .get(source);
  return chunksOf(db, 'stream', rereadOf ?? source);
}

/** The same of a compressed source's or a container's file as it was acquired. */
export function acquiredChunks(db: ReadableDb, owner: number): Generator<Buffer> {
  return chunksOf(db, 'acquired', owner);
}

/** What an acquisition that is not done has fetched. */
export function stagedChunks(db: ReadableDb, acquisition: number): Generator<Buffer> {
  return chunksOf(db, 'staged', acquisition);
}

/** One chunk of what an acquisition that is not done has fetched; null where there is none. */
export function stagedChunk(db: ReadableDb, acquisition: number, seq: number): Buffer | null {
  const row = db.prepare<[number, number], ChunkRow>(`${selects.staged} AND seq = ?`).get(acquisition, seq);
  return row === undefined ? null : decodeChunk(acquisition, row);
}

/** How many chunks are stored of a file as it was acquired, and the bytes that they are said to hold. */
export function storedExtent(
  db: ReadableDb,
  owner: number,
): { readonly chunks: number; readonly bytes: number } {
  const [chunks, bytes] = db
    .prepare<[number], [number, number]>('SELECT count(*), total(length) FROM acquired_chunk WHERE owner = ?')
    .raw()
    .get(owner) ?? [0, 0];
  return { chunks, bytes };
}

function* chunksOf(db: ReadableDb, store: Store, owner: number): Generator<Buffer> {
  // One at a time: between two of them others may write.
  const behind = db.prepare<[number, number], ChunkRow>(`${selects[store]} AND seq > ? ORDER BY seq LIMIT 1`);
  let next = 0;
  let full = true;
  let row = behind.get(owner, beforeAll);
  for (; row !== undefined; row = behind.get(owner, row.seq)) {
    if (row.seq !== next) throw corruptChunk(owner, next, 'it is missing');
    if (!full) throw corruptChunk(owner, next - 1, 'it is short, and not the last');
    full = row.length === chunkLength;
    next++;
    yield decodeChunk(owner, row);
  }
}
