import { MessageChannel, Worker } from 'node:worker_threads';
import type { Reading } from '../import/read-source.ts';
import { threadLimits, threadModule } from './entry.ts';
import { feedMemory } from './feed.ts';
import type { Wanted } from './read.ts';
import { type Arrival, type ReadEnd, readApart } from './read-apart.ts';
import type { StopFlag } from './signal.ts';
import type { PackedFile, UnpackThreadInput } from './unpack.ts';

/** As `readApart`, from a packed file: a second thread unpacks it meanwhile. */
export async function* readPacked(
  packed: PackedFile,
  reading: Reading,
  wanted: Wanted,
  stop: StopFlag,
): AsyncGenerator<Arrival, ReadEnd> {
  const { port1, port2 } = new MessageChannel();
  const memory = feedMemory();
  const worker = new Worker(threadModule('unpack'), {
    workerData: { packed, port: port1, memory, stop: stop.memory } satisfies UnpackThreadInput,
    transferList: [port1],
    resourceLimits: threadLimits,
  });
  const lost = new Promise<never>((_, reject) => {
    worker.on('error', reject);
  });
  lost.catch(() => {});
  const arrivals = readApart({ kind: 'fed', port: port2, memory }, reading, wanted, stop);
  try {
    for (;;) {
      // A thread that dies sends nothing more: without the race, the one that reads would wait for it for ever.
      const next = await Promise.race([arrivals.next(), lost]);
      if (next.done) return next.value;
      yield next.value;
    }
  } finally {
    await worker.terminate();
    await arrivals.return({} as ReadEnd);
  }
}
