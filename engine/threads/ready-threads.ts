import { Worker } from 'node:worker_threads';
import { threadLimits, threadModule } from './entry.ts';

/** Threads that take what they are to do as their first message. */
export type Late = 'worker' | 'read' | 'stored' | 'key-tree' | 'tables' | 'members';

/** A thread that loads its modules, and then waits for what it is to do. */
export function startThread(name: Late): Worker {
  return new Worker(threadModule(name), { resourceLimits: threadLimits });
}

/** A thread that was begun before it was known what it is to do. */
interface Ready {
  readonly worker: Worker;
  isLost: boolean;
}

/**
 * Threads that are begun before there is anything for them to do: to start one takes as long as some ten thousand records do, and
 * whoever will need it is busy meanwhile with what must be known first. Whoever takes one ends it; `close` ends those that nobody took.
 */
export class ReadyThreads {
  private readonly ready = new Map<Late, Ready>();
  private readonly start: (name: Late) => Worker;

  constructor(start = startThread) {
    this.start = start;
  }

  /** The one that waits; begun where there is none. */
  begin(name: Late): Worker {
    const waiting = this.ready.get(name);
    if (waiting !== undefined) return waiting.worker;
    const begun: Ready = { worker: this.start(name), isLost: false };
    const lose = () => {
      begun.isLost = true;
    };
    // Whoever takes it listens too; until then nobody would, and an error that nobody hears ends the process.
    begun.worker.on('error', lose).on('exit', lose);
    this.ready.set(name, begun);
    return begun.worker;
  }

  /** The one that waits; a new one where there is none, or it was lost. */
  take(name: Late): Worker {
    const begun = this.ready.get(name);
    this.ready.delete(name);
    return begun === undefined || begun.isLost ? this.start(name) : begun.worker;
  }

  /** Ends those that wait. */
  async close(): Promise<void> {
    const waiting = [...this.ready.values()];
    this.ready.clear();
    await Promise.all(waiting.map(({ worker }) => worker.terminate()));
  }
}
