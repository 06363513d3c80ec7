import { setImmediate, setTimeout } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import type { CallContext } from '../../shared/contract/server.ts';
import type { AccessMode } from '../../shared/domain/case.ts';
import type { Progress } from '../../shared/domain/progress.ts';
import { AppError, cancelled } from '../../shared/errors.ts';
import type { ReadableDb, WritableDb } from '../case/database.ts';
import { caseFault } from '../case/faults.ts';
import { assertSameFile } from '../case/file-identity.ts';
import { closeWritable, openReadable, openWritable } from '../case/open.ts';
import { damageBehind } from '../case/value-types.ts';
import type { TaskContext } from '../task.ts';
import { collectGarbage } from '../threads/collect-garbage.ts';
import type { Late, ReadyThreads } from '../threads/ready-threads.ts';
import { StopFlag } from '../threads/signal.ts';
import type { partNames } from './parts.ts';

export interface WorkerInput {
  readonly path: string;
  /** Which file stood there as the case was opened; null where none did, or it does not matter. */
  readonly file: string | null;
  readonly mode: AccessMode;
  /** Who acts: named in custody. */
  readonly actor: string;
  /** Whether there may be more to do for threads that have done their work. */
  readonly keepsThreads: boolean;
  readonly port: MessagePort;
  readonly stop: SharedArrayBuffer;
}

/** What the thread serves, or, before that, what it will be asked first, and threads that this takes: both load while it waits. */
export type WorkerMessage =
  | { readonly type: 'serve'; readonly input: WorkerInput }
  | { readonly type: 'soon'; readonly part: keyof typeof partNames; readonly threads: readonly Late[] };

/** Milliseconds: a question that another one has taken the place of ends that soon, and a slice of work after. */
const betweenLooks = 10;
/** Milliseconds: whoever asks more often than that is not to wait for a step of what can wait itself. */
const quiet = 150;

/** What handlers work with: connections to the case, and whether they are to stop. */
export class CaseThread {
  readonly path: string;
  readonly mode: AccessMode;
  readonly actor: string;
  readonly stop: StopFlag;
  /** Threads that wait for work of this one. */
  readonly ready: ReadyThreads;
  private readonly file: string | null;
  private readable: ReadableDb | null = null;

  private readonly look: () => void;
  private looked = 0;
  /** When a question was last worked on. */
  private lastAsked = Number.NEGATIVE_INFINITY;

  /** @param look takes up what the thread was sent while it worked, so that signals tell what was cancelled */
  constructor({ path, file, mode, actor, stop }: WorkerInput, look: () => void, ready: ReadyThreads) {
    this.look = look;
    this.ready = ready;
    this.path = path;
    this.file = file;
    this.mode = mode;
    this.actor = actor;
    this.stop = new StopFlag(stop);
  }

  get db(): ReadableDb {
    if (this.readable === null) {
      this.assertSameFile();
      this.readable = openReadable(this.path);
    }
    return this.readable;
  }

  /** @throws AppError FILE_UNREADABLE where another file stands at the path than the one that was opened */
  assertSameFile(): void {
    assertSameFile(this.path, this.file);
  }

  /** Runs `work` on a connection that writes, which is open for as long as that takes. */
  async writing<T>(work: (db: WritableDb) => T | Promise<T>, options?: { live: boolean }): Promise<T> {
    this.assertSameFile();
    const db = openWritable(this.path, options);
    try {
      return await work(db);
    } catch (error) {
      throw caseFault(error, this.path);
    } finally {
      closeWritable(db);
    }
  }

  /** Lets messages in first, so that what was cancelled while it waited is not begun. */
  async turn({ signal, progress }: CallContext): Promise<TaskContext> {
    await setImmediate();
    const check = () => {
      this.lastAsked = performance.now();
      this.stop.check();
      if (this.lastAsked - this.looked >= betweenLooks) {
        this.looked = this.lastAsked;
        this.look();
      }
      if (signal.aborted) throw cancelled('nothing was changed');
    };
    check();
    return { progress, checkCancelled: check };
  }

  /** Waits, for a step of work that nobody waits for, until no question has been answered for a moment. */
  async idle({ signal, progress }: CallContext): Promise<TaskContext> {
    const check = () => {
      this.stop.check();
      if (signal.aborted) throw cancelled('nothing was changed');
    };
    await setImmediate();
    for (let left = this.quietFor(); left > 0; left = this.quietFor()) {
      check();
      await setTimeout(left);
    }
    check();
    return { progress, checkCancelled: check };
  }

  /** Milliseconds until it is quiet. */
  private quietFor(): number {
    return this.lastAsked + quiet - performance.now();
  }

  context(progress: (progress: Progress) => void = () => {}): TaskContext {
    return { progress, checkCancelled: () => this.stop.check() };
  }

  /** A fault of the program while it worked with a case: of a case file that holds what it cannot, it is the file's. */
  explained(fault: unknown): unknown {
    if (fault instanceof AppError) return fault;
    try {
      return damageBehind(this.db, fault) ?? fault;
    } catch {
      // It is no case file that the thread has to do with.
      return fault;
    }
  }

  /** Lets go of the connection that reads, which is opened again when it is needed, and of memory. */
  rest(): void {
    this.readable?.close();
    this.readable = null;
    collectGarbage();
  }

  async close(): Promise<void> {
    this.readable?.close();
    await this.ready.close();
  }
}
