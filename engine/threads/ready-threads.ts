import type { Worker } from 'node:worker_threads';
import { beginThread, heedEnd } from './begin-thread.ts';

/** Threads that are told what to do by messages, and wait for more once they have done it. */
export type Late = 'worker' | 'read' | 'stored' | 'trees' | 'key-tree' | 'tables' | 'members';

/** A thread that loads its modules, and then waits for what it is to do. */
export function startThread(name: Late): Worker {
  return beginThread(name);
}

/** A thread that has nothing to do yet, or nothing more. */
interface Waiting {
  readonly worker: Worker;
  isLost: boolean;
  readonly end: NodeJS.Timeout | null;
}

/** Milliseconds for which threads are kept where there may be more for them to do: the memory of idle ones is others' by then. */
export const keptThreadsMs = 60_000;

interface Options {
  /** Milliseconds for which a thread that was given back waits for more work; by default it is ended at once. */
  readonly keepMs?: number;
  readonly start?: (name: Late) => Worker;
}

/**
 * Threads that wait for work, at most one of each kind. They are begun before there is anything for them to do: to start one takes as long
 * as some ten thousand records do, and whoever will need it is busy meanwhile with what must be known first. Where threads are kept, they also
 * wait after their work, for whoever needs one next: their code has been compiled by then, and runs several times as fast as at first.
 *
 * Whoever takes a thread gives it back once its work is done, or ends it; `close` ends those that wait.
 */
export class ReadyThreads {
  private readonly waiting = new Map<Late, Waiting>();
  private readonly start: (name: Late) => Worker;
  private keepMs: number;

  constructor({ keepMs = 0, start = startThread }: Options = {}) {
    this.keepMs = keepMs;
    this.start = start;
  }

  /** From here on threads that are given back are kept. */
  keep(): void {
    this.keepMs = keptThreadsMs;
  }

  /** The one that waits; begun where there is none. */
  begin(name: Late): Worker {
    return this.waiting.get(name)?.worker ?? this.put(name, this.start(name), null);
  }

  /** The one that waits; a new one where there is none, or it was lost. */
  take(name: Late): Worker {
    const waiting = this.waiting.get(name);
    this.waiting.delete(name);
    if (waiting?.end) clearTimeout(waiting.end);
    if (waiting === undefined || waiting.isLost) return this.start(name);
    waiting.worker.ref();
    return waiting.worker;
  }

  /** Of a thread that was taken here, has done its work, and says nothing more of it. */
  async giveBack(name: Late, worker: Worker): Promise<void> {
    if (this.keepMs === 0 || this.waiting.has(name)) {
      await worker.terminate();
      return;
    }
    // It ended behind its last word, and would not say so again.
    if (worker.threadId === -1) return;
    // Those of whoever took it. All listeners would be too many: a worker has some of its own, without which no message arrives.
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
    heedEnd(worker);
    // It keeps nothing else from ending.
    worker.unref();
    const end = setTimeout(() => {
      this.waiting.delete(name);
      void worker.terminate();
    }, this.keepMs).unref();
    this.put(name, worker, end);
  }

  /** Ends those that were begun and that nobody took; those that were given back go on waiting. */
  async endUnused(): Promise<void> {
    await this.endWaiting(({ end }) => end === null);
  }

  /** Ends those that wait. */
  async close(): Promise<void> {
    await this.endWaiting(() => true);
  }

  private async endWaiting(isMeant: (waiting: Waiting) => boolean): Promise<void> {
    const ended = [...this.waiting].filter(([, waiting]) => isMeant(waiting));
    for (const [name, { end }] of ended) {
      this.waiting.delete(name);
      if (end !== null) clearTimeout(end);
    }
    await Promise.all(ended.map(([, { worker }]) => worker.terminate()));
  }

  private put(name: Late, worker: Worker, end: NodeJS.Timeout | null): Worker {
    const waiting: Waiting = { worker, isLost: false, end };
    const lose = () => {
      waiting.isLost = true;
    };
    // Whoever takes it listens too; until then nobody would, and an error that nobody hears ends the process.
    worker.on('error', lose).on('exit', lose);
    this.waiting.set(name, waiting);
    return worker;
  }
}
