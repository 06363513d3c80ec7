import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import type { Unpacked } from '../../packed/unpack.ts';
import { threadLost } from '../../threads/lost.ts';
import { ReadyThreads } from '../../threads/ready-threads.ts';
import { type StopFlag, Window } from '../../threads/signal.ts';
import { batchMemory } from '../batch/batch-memory.ts';
import type { Origin, ReadThreadInput, ReadThreadMessage, Wanted } from './read.ts';
import type { Reading, ReadTotals } from './read-source.ts';

/** Parts that may wait to be taken: enough to keep both threads busy, few enough to stay small. */
const windowLimit = 6;

/** How often the flag is looked at while nothing arrives. */
const lookEveryMs = 50;

/** What is known once the last byte was read, the trees where they were wanted. */
export type ReadEnd = ReadTotals & {
  /** Of the file as acquired, where the bytes were unpacked from it. */
  readonly unpacked: Unpacked | null;
};

/** What arrives, in the order of the source: its bytes, where they are wanted, and what was read from them. */
export type Arrival = Exclude<ReadThreadMessage, { type: 'end' | 'error' }>;

/** The thread that the bytes come from, and what it does. */
export interface Feeding {
  readonly worker: Worker;
  readonly does: string;
  /** Whether it has given all that it had. */
  readonly isDone: () => boolean;
}

/**
 * Reads a source in a thread of its own, so that reading and what is done with it take a core each. `feeder`: another
 * that this one takes its bytes from; whoever started it ends it. `threads`: where the thread may wait already, and waits again afterwards.
 * Who is done with a batch gives its place back (`giveBack`), or the next are made in memory of their own.
 *
 * @throws AppError whatever the thread met; ENGINE_LOST where it or the feeder died
 */
export async function* readApart(
  origin: Origin,
  reading: Reading,
  wanted: Wanted,
  stop: StopFlag,
  feeder: Feeding | null = null,
  threads: ReadyThreads = new ReadyThreads(),
): AsyncGenerator<Arrival, ReadEnd> {
  const window = new Window(windowLimit);
  const input: ReadThreadInput = {
    origin,
    reading,
    wanted,
    stop: stop.memory,
    memory: batchMemory(),
    window: window.memory,
    windowLimit,
  };
  const worker = threads.take('read');
  worker.postMessage(input, origin.kind === 'file' ? [] : [origin.port]);
  const inbox = new Inbox(worker);
  // A feeder that dies sends nothing more, and the thread that reads would wait for it for ever.
  if (feeder !== null) inbox.needs(feeder);
  let isDone = false;
  try {
    for (;;) {
      const message = await inbox.next(stop);
      if (message.type === 'end') {
        isDone = true;
        return { ...message.totals, unpacked: message.unpacked };
      }
      if (message.type === 'error') throw new AppError(message.error);
      window.leave();
      yield message;
    }
  } finally {
    await (isDone ? threads.giveBack('read', worker) : worker.terminate());
  }
}

/** A thread's messages, awaited one by one. */
class Inbox {
  private readonly messages: ReadThreadMessage[] = [];
  private failure: AppError | null = null;
  private wake: (() => void) | null = null;

  constructor(worker: Worker) {
    worker.on('message', (message: ReadThreadMessage) => {
      this.messages.push(message);
      this.wake?.();
    });
    worker.on('error', (error) => this.fail('reads the source', error));
    worker.on('exit', () => this.fail('reads the source', endedEarly()));
  }

  /** Fails with this thread too, unless it ends when it is done. */
  needs({ worker, does, isDone }: Feeding): void {
    worker.on('error', (error) => this.fail(does, error));
    worker.on('exit', () => {
      if (!isDone()) this.fail(does, endedEarly());
    });
  }

  private fail(what: string, error: unknown): void {
    this.failure ??= threadLost(what, error);
    this.wake?.();
  }

  /** @throws AppError CANCELLED once `stop` is set, ENGINE_LOST where the thread is gone */
  async next(stop: StopFlag): Promise<ReadThreadMessage> {
    for (;;) {
      const message = this.messages.shift();
      if (message) return message;
      if (this.failure !== null) throw this.failure;
      // The thread may be at something long, such as a very long record: whoever waits for it looks at the flag meanwhile.
      stop.check();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookEveryMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

function endedEarly(): Error {
  return new Error('it ended before its work was done');
}
