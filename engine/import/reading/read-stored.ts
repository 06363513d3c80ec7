import { MessageChannel } from 'node:worker_threads';
import { stagedChunks } from '../../case/bytes.ts';
import type { ReadableDb } from '../../case/database.ts';
import { ReadyThreads } from '../../threads/ready-threads.ts';
import type { StopFlag } from '../../threads/signal.ts';
import type { CaseTerms } from '../batch/known-terms.ts';
import { storedBlocks } from './blocks.ts';
import { type Arrival, type ReadEnd, readApart } from './read-apart.ts';
import { readHere, smallStream } from './read-here.ts';
import type { Reading } from './read-source.ts';
import { ringEnded, ringMemory } from './ring.ts';
import { isLines } from './source-mark.ts';
import type { StoredOrigin, StoredThreadInput } from './stored.ts';

/** The stored stream of a source; `path`: of the case file, for a thread that reads it. Its bytes are not wanted beside the records. */
export interface StoredStream {
  readonly path: string;
  readonly source: number;
  readonly bytes: number;
  /** Whether it is known to end before it should. */
  readonly brokenOff: boolean;
}

/** Whether threads are started to read so many bytes. */
export function isReadApart(bytes: number): boolean {
  return bytes > smallStream;
}

/** Reads what a case stores of a source, in a thread of its own where it is worth that. `threads`: where such may wait already. */
export function readStored(
  db: ReadableDb,
  { path, source, bytes, brokenOff }: StoredStream,
  reading: Reading,
  terms: CaseTerms,
  stop: StopFlag,
  threads?: ReadyThreads,
): AsyncGenerator<Arrival, ReadEnd> {
  if (isReadApart(bytes)) return readInThreads({ path, source }, brokenOff, reading, stop, threads);
  return readHere(storedBlocks(db, source), null, brokenOff, reading, { blocks: false }, terms);
}

/** The same of what an acquisition has fetched, `length` bytes of it. */
export function readStaged(
  db: ReadableDb,
  path: string,
  { acquisition, length }: { readonly acquisition: number; readonly length: number },
  reading: Reading,
  terms: CaseTerms,
  stop: StopFlag,
): AsyncGenerator<Arrival, ReadEnd> {
  if (isReadApart(length)) return readInThreads({ path, acquisition }, false, reading, stop);
  // All of them first: while rows are read, a connection cannot write.
  return readHere(stagedChunks(db, acquisition).toArray(), null, false, reading, { blocks: false }, terms);
}

/** In two threads: one reads and hashes the bytes, the other finds the records in them. */
export async function* readInThreads(
  origin: StoredOrigin,
  brokenOff: boolean,
  reading: Reading,
  stop: StopFlag,
  threads = new ReadyThreads(),
): AsyncGenerator<Arrival, ReadEnd> {
  const { port1, port2 } = new MessageChannel();
  const { layout, marking } = reading;
  // Of lines, that thread finds the records too, and has the time to hash them.
  const memory = ringMemory({ hashes: isLines(layout), marks: marking !== undefined });
  const worker = threads.take('stored');
  const from = marking?.from ?? null;
  const input: StoredThreadInput = { origin, from, port: port1, memory, stop: stop.memory };
  worker.postMessage(input, [port1]);
  try {
    const feeding = { worker, does: 'reads the bytes', isDone: () => ringEnded(memory) };
    const read = { kind: 'stored', port: port2, memory, brokenOff } as const;
    return yield* readApart(read, reading, { blocks: false }, stop, feeding, threads);
  } finally {
    await (ringEnded(memory) ? threads.giveBack('stored', worker) : worker.terminate());
  }
}
