import { readSync } from 'node:fs';
import { sourceChunks } from '../../case/bytes.ts';
import type { ReadableDb } from '../../case/database.ts';
import { chunkLength } from '../../case/schema.ts';
import { unreadable } from '../../files/path-faults.ts';

/** Bytes read at once: whole chunks, so that every chunk but the last is full. */
const blockLength = chunkLength;

/** The bytes of an open file from its beginning to its end, in fresh buffers of `blockLength` but for the last. */
export function* fileBlocks(file: number, path: string): Generator<Buffer> {
  let position = 0;
  for (;;) {
    const block = Buffer.allocUnsafeSlow(blockLength);
    let length = 0;
    while (length < blockLength) {
      const read = readAt(file, path, block, length, position + length);
      if (read === 0) break;
      length += read;
    }
    if (length > 0) yield block.subarray(0, length);
    if (length < blockLength) return;
    position += length;
  }
}

function readAt(file: number, path: string, block: Buffer, at: number, position: number): number {
  try {
    return readSync(file, block, at, block.length - at, position);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The stored bytes of a source, as they were acquired. */
export function* storedBlocks(db: ReadableDb, source: number): Generator<Buffer> {
  yield* sourceChunks(db, source);
}

/**
 * Passes blocks on, each of which is gone when the next is asked for: its memory is given back at once. The garbage collector would see to
 * it once there are some 64 MB of them.
 */
export function* lent(blocks: Iterable<Buffer>): Generator<Buffer> {
  for (const block of blocks) {
    yield block;
    // Small buffers may share their memory with others.
    if (block.buffer instanceof ArrayBuffer && block.buffer.byteLength > Buffer.poolSize)
      block.buffer.transfer(0);
  }
}

/** Passes blocks on, showing each to `before` first, and to `after` when the receiver asks for the next. */
export function* observed(
  blocks: Iterable<Buffer>,
  before: (block: Buffer) => void,
  after: (block: Buffer) => void = () => {},
): Generator<Buffer> {
  for (const block of blocks) {
    before(block);
    yield block;
    after(block);
  }
}

/** Pieces of any length as fresh buffers of `blockLength` but for the last. */
export async function* inBlocks<T>(source: AsyncGenerator<Buffer, T>): AsyncGenerator<Buffer, T> {
  let block = Buffer.allocUnsafeSlow(blockLength);
  let filled = 0;
  for (;;) {
    const next = await source.next();
    if (next.done) {
      if (filled > 0) yield block.subarray(0, filled);
      return next.value;
    }
    for (let at = 0; at < next.value.length; ) {
      const taken = next.value.copy(block, filled, at);
      filled += taken;
      at += taken;
      if (filled < blockLength) continue;
      yield block;
      block = Buffer.allocUnsafeSlow(blockLength);
      filled = 0;
    }
  }
}
