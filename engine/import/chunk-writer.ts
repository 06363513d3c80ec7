import { constants, zstdCompressSync } from 'node:zlib';
import type { WritableDb } from '../case/database.ts';
import { chunkLength } from '../case/schema.ts';

/** Stores a source's bytes in compressed chunks, each of `chunkLength` but the last. */
export class ChunkWriter {
  private readonly insert;
  private readonly source: number;
  private seq = 0;

  constructor(db: WritableDb, source: number) {
    this.insert = db.prepare(
      'INSERT INTO chunk (source, seq, length, encoding, data) VALUES (?, ?, ?, ?, ?)',
    );
    this.source = source;
  }

  /** `block`: whole chunks, or the last bytes of the source. */
  write(block: Uint8Array): void {
    for (let at = 0; at < block.length; at += chunkLength)
      this.writeChunk(block.subarray(at, at + chunkLength));
  }

  private writeChunk(chunk: Uint8Array): void {
    const packed = zstdCompressSync(chunk, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
    const smaller = packed.length < chunk.length;
    this.insert.run(
      this.source,
      this.seq++,
      chunk.length,
      smaller ? 'zstd' : 'stored',
      smaller ? packed : chunk,
    );
  }
}
