import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import { beginThread } from '../../threads/begin-thread.ts';
import { threadLost } from '../../threads/lost.ts';
import type { StopFlag } from '../../threads/signal.ts';
import type { HeldThreadInput, HeldThreadMessage } from './held.ts';
import type { HeldPart } from './held-parts.ts';

/** The thread that asks has other things to do meanwhile. */
const usualThreads = Math.max(1, Math.min(3, availableParallelism() - 1));

/** Hashes parts of what a case file holds in threads of their own, in their order: each takes the next when it is done with one. */
export class HeldApart {
  private readonly workers: readonly Worker[];
  private readonly digests: Uint8Array[] = [];
  /** What went wrong, and with which part: others before it may still come. */
  private failure: { readonly part: number; readonly error: AppError } | null = null;
  private readonly waiting = new Set<() => void>();

  /** `path`: of the case file. */
  constructor(path: string, parts: readonly HeldPart[], stop: StopFlag, threads = usualThreads) {
    const taken = new SharedArrayBuffer(4);
    this.workers = Array.from({ length: Math.min(threads, parts.length) }, () =>
      this.started({ path, parts, taken, stop: stop.memory }),
    );
  }

  /**
   * SHA-256 of each of these parts, by their places among all.
   *
   * @throws AppError CASE_CORRUPT, CANCELLED, ENGINE_LOST where a thread died
   */
  async of(places: readonly number[]): Promise<readonly Uint8Array[]> {
    const last = Math.max(...places);
    for (;;) {
      if (this.failure !== null && this.failure.part <= last) throw this.failure.error;
      const digests = places.map((place) => this.digests[place]);
      if (digests.every((digest) => digest !== undefined)) return digests;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** Ends the threads, wherever they are. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private started(input: HeldThreadInput): Worker {
    const worker = beginThread('held', { workerData: input });
    let isDone = false;
    worker.on('message', (message: HeldThreadMessage) => {
      if (message.type === 'error') this.fail(message.part, new AppError(message.error));
      else this.digests[message.part] = message.digest;
      this.wake();
    });
    const lose = (error: unknown) => {
      if (!isDone) this.fail(-1, threadLost('hashes what the case file holds', error));
      isDone = true;
      this.wake();
    };
    worker.on('error', lose);
    worker.on('exit', (code) => {
      if (code !== 0) lose(new Error('it ended before its work was done'));
    });
    return worker;
  }

  private fail(part: number, error: AppError): void {
    if (this.failure === null || part < this.failure.part) this.failure = { part, error };
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
