import { constants, zstdCompressSync } from 'node:zlib';
import { prepared, type WritableDb } from '../../case/database.ts';
import { chunkLength } from '../../case/schema.ts';

const inserts = {
  stream: 'INSERT INTO chunk (source, seq, length, encoding, data) VALUES (?, ?, ?, ?, ?)',
  acquired: 'INSERT INTO acquired_chunk (owner, seq, length, encoding, data) VALUES (?, ?, ?, ?, ?)',
} as const;

/**
 * Stores a source's stream, or a compressed source's or a container's file as it was acquired, in compressed chunks, each
 * of `chunkLength` but the last.
 */
export class ChunkWriter {
  private readonly insert;
  private readonly owner: number;
  private seq = 0;

  constructor(db: WritableDb, store: keyof typeof inserts, owner: number) {
    this.insert = prepared(db, inserts[store]);
    this.owner = owner;
  }

  /** `block`: whole chunks, or the last bytes. */
  write(block: Uint8Array): void {
    for (let at = 0; at < block.length; at += chunkLength)
      this.writeChunk(block.subarray(at, at + chunkLength));
  }

  private writeChunk(chunk: Uint8Array): void {
    const { encoding, data } = packedChunk(chunk);
    this.insert.run(this.owner, this.seq++, chunk.length, encoding, data);
  }
}

/** A chunk as it is stored: compressed where that makes it smaller. */
export function packedChunk(chunk: Uint8Array): {
  readonly encoding: 'zstd' | 'stored';
  readonly data: Uint8Array;
} {
  const packed = zstdCompressSync(chunk, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  return packed.length < chunk.length
    ? { encoding: 'zstd', data: packed }
    : { encoding: 'stored', data: chunk };
}
