/** The thread that reads what a case stores of a stream, and hashes it, for the thread that finds the records in it. */
import { createHash } from 'node:crypto';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { toAppError } from '../../../shared/errors.ts';
import { stagedChunks } from '../../case/bytes.ts';
import { openReadable } from '../../case/open.ts';
import { StopFlag } from '../../threads/signal.ts';
import { splitLines } from '../split/split-lines.ts';
import { observed, storedBlocks } from './blocks.ts';
import { type RingMemory, RingWriter } from './ring.ts';

/** What of the case file at `path` is to be read: the stream of a source, or what an acquisition has fetched. */
export type StoredOrigin = { readonly path: string } & (
  | { readonly source: number }
  | { readonly acquisition: number }
);

export interface StoredThreadInput {
  readonly origin: StoredOrigin;
  /** Whether the stream is hashed on the way. */
  readonly hashed: boolean;
  readonly port: MessagePort;
  readonly memory: RingMemory;
  readonly stop: SharedArrayBuffer;
}

parentPort?.once('message', ({ origin, hashed, port, memory, stop }: StoredThreadInput) => {
  const ring = new RingWriter(port, memory, new StopFlag(stop));
  try {
    const db = openReadable(origin.path);
    const hash = hashed ? createHash('sha256') : null;
    const blocks =
      'source' in origin ? storedBlocks(db, origin.source) : stagedChunks(db, origin.acquisition);
    const passed = observed(
      blocks,
      (block) => hash?.update(block),
      (block) => ring.write(block),
    );
    if (ring.hashes === null) for (const _ of passed);
    else for (const record of splitLines(passed)) ring.hashes.add(record);
    ring.end({ type: 'end', sha256: hash?.digest() ?? null });
  } catch (error) {
    ring.end({ type: 'error', error: toAppError(error).toText() });
  }
});
