import { stagedChunk } from '../case/bytes.ts';
import { prepared, type ReadableDb, type WritableDb } from '../case/database.ts';
import { chunkLength } from '../case/schema.ts';
import { packedChunk } from '../import/store/chunk-writer.ts';

/**
 * What an acquisition has fetched, one answer's body after the other, in chunks as a source has them: all of
 * `chunkLength` but the last, which is written again as long as it grows. What is not committed is not there.
 */
export class Staging {
  private readonly db: WritableDb;
  private readonly acquisition: number;
  /** Full chunks that are stored. */
  private chunks: number;
  private tail: Buffer;
  /** What of the tail is stored already. */
  private storedTail: number;

  /** Goes on behind what is stored. */
  constructor(db: WritableDb, acquisition: number) {
    this.db = db;
    this.acquisition = acquisition;
    const length = stagedLength(db, acquisition);
    this.chunks = Math.floor(length / chunkLength);
    this.tail = length % chunkLength === 0 ? Buffer.alloc(0) : this.stored(this.chunks);
    this.storedTail = this.tail.length;
  }

  /** In bytes. */
  get length(): number {
    return this.chunks * chunkLength + this.tail.length;
  }

  /** Call it inside a transaction. */
  append(bytes: Uint8Array): void {
    const whole = this.tail.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.tail, bytes]);
    let at = 0;
    for (; whole.length - at >= chunkLength; at += chunkLength) {
      this.write(this.chunks++, whole.subarray(at, at + chunkLength));
      this.storedTail = 0;
    }
    // A copy: the rest of a large answer is not to be held by a few bytes of it.
    this.tail = Buffer.from(whole.subarray(at));
  }

  /** Stores the tail too. Call it inside the transaction that commits what was appended. */
  flush(): void {
    if (this.tail.length !== this.storedTail) this.write(this.chunks, this.tail);
    this.storedTail = this.tail.length;
  }

  private write(seq: number, chunk: Uint8Array): void {
    const { encoding, data } = packedChunk(chunk);
    prepared(
      this.db,
      `INSERT INTO staged_chunk (acquisition, seq, length, encoding, data) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (acquisition, seq) DO UPDATE SET length = excluded.length, encoding = excluded.encoding, data = excluded.data`,
    ).run(this.acquisition, seq, chunk.length, encoding, data);
  }

  /** Drops what stands behind the first `length` bytes. Call it inside a transaction. */
  cutTo(length: number): void {
    if (length === this.length) return;
    const chunks = Math.floor(length / chunkLength);
    const rest = length % chunkLength;
    const tail = rest === 0 ? this.tail.subarray(0, 0) : this.stored(chunks, this.tail).subarray(0, rest);
    prepared(this.db, 'DELETE FROM staged_chunk WHERE acquisition = ? AND seq >= ?').run(
      this.acquisition,
      chunks,
    );
    this.chunks = chunks;
    this.tail = Buffer.from(tail);
    this.storedTail = 0;
    this.flush();
  }

  /** `tail`: what stands in the place of the last chunk. */
  private stored(seq: number, tail: Buffer | null = null): Buffer {
    if (tail !== null && seq === this.chunks) return tail;
    return stagedChunk(this.db, this.acquisition, seq) ?? Buffer.alloc(0);
  }
}

export function stagedLength(db: ReadableDb, acquisition: number): number {
  return (
    prepared<[number], { length: number }>(
      db,
      'SELECT coalesce(sum(length), 0) AS length FROM staged_chunk WHERE acquisition = ?',
    ).get(acquisition)?.length ?? 0
  );
}

/** The same by the last chunk alone: all before it are full. */
export function lastStaged(db: ReadableDb, acquisition: number): number {
  const last = prepared<[number], { seq: number; length: number }>(
    db,
    'SELECT seq, length FROM staged_chunk WHERE acquisition = ? ORDER BY seq DESC LIMIT 1',
  ).get(acquisition);
  return last === undefined ? 0 : last.seq * chunkLength + last.length;
}

/** Hands the chunks to a source of which they are the stream. Call it inside a transaction. */
export function moveStaged(db: WritableDb, acquisition: number, source: number): void {
  db.prepare(
    `INSERT INTO chunk (source, seq, length, encoding, data)
     SELECT ?, seq, length, encoding, data FROM staged_chunk WHERE acquisition = ? ORDER BY seq`,
  ).run(source, acquisition);
  dropStaged(db, acquisition);
}

export function dropStaged(db: WritableDb, acquisition: number): void {
  db.prepare('DELETE FROM staged_chunk WHERE acquisition = ?').run(acquisition);
}
