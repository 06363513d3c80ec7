/** The thread that reads a stream, out of a case or a file, and hashes it, for the thread that finds the records in it. */

import type { MessagePort } from 'node:worker_threads';
import { toAppError } from '../../../shared/errors.ts';
import { stagedChunks } from '../../case/bytes.ts';
import { openReadable } from '../../case/open.ts';
import { recordLimit } from '../../case/record-limit.ts';
import { onWork } from '../../threads/on-work.ts';
import { StopFlag } from '../../threads/signal.ts';
import { byteOrderMark } from '../split/located.ts';
import { splitLines } from '../split/split-lines.ts';
import { fileBlocks, lent, observed, storedBlocks } from './blocks.ts';
import { HashedStream } from './hashed-stream.ts';
import { type RingMemory, RingWriter } from './ring.ts';
import { blocksFrom, type SourceMark } from './source-mark.ts';

/** What of the case file at `path` is to be read, the stream of a source or what an acquisition has fetched; or the open file itself. */
export type StoredOrigin = { readonly path: string } & (
  | { readonly source: number }
  | { readonly acquisition: number }
  | { readonly file: number }
);

export interface StoredThreadInput {
  readonly origin: StoredOrigin;
  /** Where in the stream the blocks are to begin, if what stands before is what stood there. */
  readonly from: SourceMark | null;
  readonly port: MessagePort;
  readonly memory: RingMemory;
  readonly stop: SharedArrayBuffer;
}

onWork(({ origin, from, port, memory, stop }: StoredThreadInput) => {
  const ring = new RingWriter(port, memory, new StopFlag(stop));
  try {
    const stream = new HashedStream(from);
    const soFar = () => ({ bytes: stream.bytes, sha256: stream.soFar() });
    const whole = observed(lent(blocksOf(origin)), (block) => stream.add(block));
    const passed = observed(
      from === null ? whole : blocksFrom(whole, from, () => stream.continues),
      () => {},
      (block) => ring.write(block, soFar),
    );
    if (ring.hashes === null) for (const _ of passed);
    else
      for (const record of splitLines(passed, recordLimit, byteOrderMark, from ?? undefined))
        ring.hashes.add(record);
    ring.end({ type: 'end', sha256: stream.digest(), continued: stream.continues });
  } catch (error) {
    ring.end({ type: 'error', error: toAppError(error).toText() });
  }
});

function* blocksOf(origin: StoredOrigin): Generator<Buffer> {
  if ('file' in origin) {
    yield* fileBlocks(origin.file, origin.path);
    return;
  }
  const db = openReadable(origin.path, { once: true });
  try {
    yield* 'source' in origin ? storedBlocks(db, origin.source) : stagedChunks(db, origin.acquisition);
  } finally {
    db.close();
  }
}
