import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import { threadLost } from '../../threads/lost.ts';
import { ReadyThreads } from '../../threads/ready-threads.ts';
import { type StopFlag, Window } from '../../threads/signal.ts';
import { type Batch, movable } from '../batch/batch.ts';
import type { KnownTerms } from '../batch/term-list.ts';
import { type SourceRoots, SourceTreeBuilder } from './source-tree.ts';
import type { TreeThreadMessage, TreeThreadOrder } from './trees.ts';

/** Batches that are kept before a thread is started: a small source is done in less time than that takes. */
const keptLimit = 4;

/** Batches that may wait for the thread, each of some two megabytes: it has less to do with one than whoever hands it over. */
const windowLimit = 4;

/**
 * Builds the trees of a source beside the work that its batches are for: hand a batch over when nothing more is wanted of
 * it. A large source's are built in a thread of their own.
 */
export class TreesApart {
  private readonly secret: Uint8Array;
  private readonly terms: KnownTerms;
  private readonly folders: readonly string[];
  private readonly stop: StopFlag;
  private readonly threads: ReadyThreads;
  private readonly kept: Batch[] = [];
  private worker: Worker | null = null;
  private readonly window = new Window(windowLimit);
  private roots: SourceRoots | null = null;
  private failure: AppError | null = null;
  private wake: (() => void) | null = null;

  /**
   * `secret`: 32 bytes, what the source's salts are derived from. `terms`: those that batches do not bring. `folders`:
   * where what does not fit into memory may be put aside, the best first. `threads`: where the thread may wait already.
   */
  constructor(
    secret: Uint8Array,
    terms: KnownTerms,
    folders: readonly string[],
    stop: StopFlag,
    threads: ReadyThreads = new ReadyThreads(),
  ) {
    this.threads = threads;
    this.secret = secret;
    this.terms = terms;
    this.folders = folders;
    this.stop = stop;
  }

  /** The batch is empty afterwards. @throws AppError DISK_FULL, CANCELLED, ENGINE_LOST where the thread died */
  async append(batch: Batch): Promise<void> {
    if (this.worker !== null) {
      await this.send(this.worker, batch);
      return;
    }
    this.kept.push(batch);
    if (this.kept.length <= keptLimit) return;
    const worker = this.start();
    for (const each of this.kept.splice(0)) await this.send(worker, each);
  }

  /** `meanwhile`: called while the thread, where there is one, is at it. @throws AppError DISK_FULL, CANCELLED, ENGINE_LOST where it died */
  async finish(meanwhile: () => void = () => {}): Promise<SourceRoots> {
    if (this.worker === null) {
      const trees = new SourceTreeBuilder(this.secret, this.terms, this.folders);
      for (const batch of this.kept.splice(0)) trees.append(batch);
      return trees.finish();
    }
    this.worker.postMessage({ type: 'finish' } satisfies TreeThreadOrder);
    meanwhile();
    for (;;) {
      if (this.roots !== null) return this.roots;
      await this.turn();
    }
  }

  /** Lets go of the thread, wherever it is. */
  async close(): Promise<void> {
    const { worker, threads, roots } = this;
    if (worker !== null) await (roots === null ? worker.terminate() : threads.giveBack('trees', worker));
  }

  private start(): Worker {
    const { secret, terms, folders, window } = this;
    const worker = this.threads.take('trees');
    worker.on('error', (error) => {
      this.failure ??= threadLost('builds the trees', error);
    });
    worker.on('exit', () => {
      this.failure ??= threadLost('builds the trees', new Error('it ended before its work was done'));
    });
    worker.on('message', (message: TreeThreadMessage) => {
      if (message.type === 'roots') this.roots = message.roots;
      else this.failure ??= new AppError(message.error);
      this.wake?.();
    });
    worker.postMessage({
      type: 'begin',
      input: { secret, terms, folders, window: window.memory },
    } satisfies TreeThreadOrder);
    this.worker = worker;
    return worker;
  }

  private async send(worker: Worker, batch: Batch): Promise<void> {
    while (!this.window.tryEnter()) await this.turn();
    if (this.failure !== null) throw this.failure;
    worker.postMessage({ type: 'batch', batch } satisfies TreeThreadOrder, movable(batch));
  }

  /** Lets the thread's messages in; it may be at something long, and be told to stop meanwhile. */
  private async turn(): Promise<void> {
    if (this.failure !== null) throw this.failure;
    this.stop.check();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookEveryMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** How often the thread is looked after while it is waited for. */
const lookEveryMs = 2;
