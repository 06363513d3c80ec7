import { MessageChannel, type Worker } from 'node:worker_threads';
import { type CallOptions, type Client, connectClient } from '../../shared/contract/client.ts';
import { messagePortPort } from '../../shared/contract/message-port.ts';
import type { InputOf, NamesOf, OutputOf } from '../../shared/contract/operation.ts';
import type { CallContext, JobContext } from '../../shared/contract/server.ts';
import type { AccessMode } from '../../shared/domain/case.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { identityOf } from '../case/file-identity.ts';
import type { WorkerMessage } from '../operations/case-thread.ts';
import type { threadOperations } from '../operations/operations.ts';
import { threadOperations as contract } from '../operations/operations.ts';
import { restsAfterMs } from '../threads/collect-garbage.ts';
import { NodePort } from '../threads/node-port.ts';
import { keptThreadsMs, ReadyThreads } from '../threads/ready-threads.ts';
import { StopFlag } from '../threads/signal.ts';

type Operations = typeof threadOperations;

/** Whose case, opened how. */
export interface CaseAccess {
  readonly path: string;
  readonly mode: AccessMode;
  readonly actor: string;
  /** Which file stood there as the case was opened. */
  readonly file?: string | null;
  /** Whether whoever asks waits for each answer: then one thread does everything, and none is started for a single step. */
  readonly oneAtATime?: boolean;
  /** Whether it is open for a while, and is closed: a thread that did long work then waits for more, with its code compiled. */
  readonly isOpen?: boolean;
  /** Where a thread may wait already; whoever gives it closes it. */
  readonly threads?: ReadyThreads | undefined;
}

/** One thread on one case file. */
export class CaseWorker {
  readonly client: Client<Operations>;
  private readonly worker: Worker;
  private readonly stop = new StopFlag();
  private closing = false;
  private gone = false;
  private readonly exited: Promise<void>;
  private fault: unknown = null;

  constructor({
    path,
    file = null,
    mode,
    actor,
    oneAtATime = false,
    threads = new ReadyThreads(),
  }: CaseAccess) {
    const { port1, port2 } = new MessageChannel();
    this.worker = threads.take('worker');
    // A command has nothing more to do when it is done.
    const keepsThreads = !oneAtATime;
    const input = { path, file, mode, actor, keepsThreads, port: port2, stop: this.stop.memory };
    this.worker.postMessage({ type: 'serve', input } satisfies WorkerMessage, [port2]);
    this.exited = new Promise((resolve) => {
      this.worker.once('exit', () => {
        this.gone = true;
        resolve();
      });
    });
    // A thread that dies rejects what was asked of it: the port closes, and the reason goes with the answer.
    this.worker.on('error', (fault) => {
      this.fault = fault;
      port1.close();
    });
    this.client = connectClient(contract, messagePortPort(new NodePort(port1)));
  }

  /** Whether it takes more work. */
  get isThere(): boolean {
    return !this.closing && !this.gone && this.fault === null;
  }

  /** A job that is told to stop through shared memory too: the thread may be too busy to read a message. */
  async job<N extends NamesOf<Operations, 'job'>>(
    name: N,
    input: InputOf<Operations[N]>,
    { signal, progress }: JobContext,
  ): Promise<OutputOf<Operations[N]>> {
    this.stop.clear();
    const onAbort = () => this.stop.set();
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      return await this.client.job(name, input, { signal, onProgress: progress });
    } catch (error) {
      throw this.reason(error);
    } finally {
      signal.removeEventListener('abort', onAbort);
      // What is asked next is not to stop because this was to; once it is closed, everything is.
      if (!this.closing) this.stop.clear();
    }
  }

  async close(): Promise<void> {
    this.closing = true;
    this.stop.set();
    this.client.close();
    await this.exited;
  }

  /** What the thread died of, where it did; otherwise the error itself. */
  private reason(error: unknown): unknown {
    if (this.fault === null || toAppError(error).code !== 'ENGINE_LOST') return error;
    const { message, safe, next } = toAppError(error);
    return new AppError(
      { code: 'ENGINE_LOST', message: `${message}: ${String(this.fault)}`, safe, next },
      { cause: this.fault },
    );
  }
}

/**
 * The threads of one case: one reads, one writes, so that review goes on during an import. Writing is one thing at a
 * time; what comes meanwhile waits its turn. A command, which does one thing at a time, has one thread for all of it.
 */
export class CaseThreads {
  readonly access: CaseAccess;
  private reader: CaseWorker | null = null;
  private writer: CaseWorker | null = null;
  /** One that did long work, and waits for more. */
  private resting: { readonly worker: CaseWorker; readonly timers: readonly NodeJS.Timeout[] } | null = null;
  private isClosed = false;
  private lastWrite: Promise<unknown> = Promise.resolve();

  constructor(access: CaseAccess) {
    this.access = { file: identityOf(access.path), ...access };
  }

  get reading(): CaseWorker {
    this.reader ??= new CaseWorker(this.access);
    return this.reader;
  }

  /** Runs `work` when everything that was to be written before is. */
  write<T>(work: (writer: CaseWorker) => Promise<T>): Promise<T> {
    const run = this.lastWrite.then(() => {
      if (this.access.oneAtATime) return work(this.reading);
      this.writer ??= new CaseWorker(this.access);
      return work(this.writer);
    });
    this.lastWrite = run.catch(() => {});
    return run;
  }

  /** Runs `work` in a thread of its own, for what takes long and only reads. */
  async apart<T>(work: (worker: CaseWorker) => Promise<T>): Promise<T> {
    if (this.access.oneAtATime) return work(this.reading);
    const worker = (await this.rested()) ?? new CaseWorker(this.access);
    let isDone = false;
    try {
      const result = await work(worker);
      isDone = true;
      return result;
    } finally {
      const mayRest = this.access.isOpen === true && !this.isClosed && this.resting === null;
      if (isDone && mayRest) this.rest(worker);
      else await worker.close();
    }
  }

  /** Waits for what is being written, then lets go of the file. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.lastWrite;
    await (await this.rested())?.close();
    await this.reader?.close();
    await this.writer?.close();
  }

  private rest(worker: CaseWorker): void {
    const rest = () => void worker.client.call('thread.rest', {}).catch(() => undefined);
    const end = () => {
      this.resting = null;
      void worker.close();
    };
    const timers = [setTimeout(rest, restsAfterMs).unref(), setTimeout(end, keptThreadsMs).unref()];
    this.resting = { worker, timers };
  }

  /** The one that waits, which waits no longer. None that has another file open than stands at the path by now. */
  private async rested(): Promise<CaseWorker | null> {
    if (this.resting === null) return null;
    const { worker, timers } = this.resting;
    this.resting = null;
    for (const timer of timers) clearTimeout(timer);
    if (worker.isThere && identityOf(this.access.path) === this.access.file) return worker;
    await worker.close();
    return null;
  }
}

/** The part of a call's context that goes on to a thread. */
export function onward({ signal, progress }: CallContext): CallOptions {
  return { signal, onProgress: progress };
}
