import { MessageChannel } from 'node:worker_threads';
import { beginThread } from '../../threads/begin-thread.ts';
import type { ReadyThreads } from '../../threads/ready-threads.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { feedEnded, feedMemory } from './feed.ts';
import type { PackedFile } from './packed-file.ts';
import type { Wanted } from './read.ts';
import { type Arrival, type ReadEnd, readApart } from './read-apart.ts';
import type { Reading } from './read-source.ts';
import type { UnpackThreadInput } from './unpack.ts';

/** As `readApart`, from a packed file: a second thread unpacks it meanwhile. `threads`: where the first may wait already. */
export async function* readPacked(
  packed: PackedFile,
  reading: Reading,
  wanted: Wanted,
  stop: StopFlag,
  threads?: ReadyThreads,
): AsyncGenerator<Arrival, ReadEnd> {
  const { port1, port2 } = new MessageChannel();
  const memory = feedMemory();
  const worker = beginThread('unpack', {
    workerData: { packed, port: port1, memory, stop: stop.memory } satisfies UnpackThreadInput,
    transferList: [port1],
  });
  try {
    const feeding = { worker, does: 'unpacks the file', isDone: () => feedEnded(memory) };
    return yield* readApart({ kind: 'fed', port: port2, memory }, reading, wanted, stop, feeding, threads);
  } finally {
    await worker.terminate();
  }
}
