import { setImmediate } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import type { Progress } from '../../shared/contract/operation.ts';
import type { AccessMode } from '../../shared/domain/case.ts';
import { cancelled } from '../../shared/errors.ts';
import type { ReadableDb, WritableDb } from '../case/database.ts';
import { caseFault } from '../case/faults.ts';
import { closeWritable, openReadable, openWritable } from '../case/open.ts';
import type { TaskContext } from '../task.ts';
import { StopFlag } from './signal.ts';

export interface WorkerInput {
  readonly path: string;
  readonly mode: AccessMode;
  /** Who acts: named in custody. */
  readonly actor: string;
  readonly port: MessagePort;
  readonly stop: SharedArrayBuffer;
}

/** Milliseconds: a question that another one has taken the place of ends that soon, and a slice of work after. */
const betweenLooks = 10;

/** What handlers work with: connections to the case, and whether they are to stop. */
export class CaseThread {
  readonly path: string;
  readonly mode: AccessMode;
  readonly actor: string;
  readonly stop: StopFlag;
  private readable: ReadableDb | null = null;

  private readonly look: () => void;
  private looked = 0;

  /** @param look takes up what the thread was sent while it worked, so that signals tell what was cancelled */
  constructor({ path, mode, actor, stop }: WorkerInput, look: () => void) {
    this.look = look;
    this.path = path;
    this.mode = mode;
    this.actor = actor;
    this.stop = new StopFlag(stop);
  }

  get db(): ReadableDb {
    this.readable ??= openReadable(this.path);
    return this.readable;
  }

  /** Runs `work` on a connection that writes, which is open for as long as that takes. */
  async writing<T>(work: (db: WritableDb) => T | Promise<T>, options?: { live: boolean }): Promise<T> {
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
  async turn(signal: AbortSignal): Promise<TaskContext> {
    await setImmediate();
    const check = () => {
      this.stop.check();
      const now = performance.now();
      if (now - this.looked >= betweenLooks) {
        this.looked = now;
        this.look();
      }
      if (signal.aborted) throw cancelled('nothing was changed');
    };
    check();
    return { progress: () => {}, checkCancelled: check };
  }

  context(progress: (progress: Progress) => void = () => {}): TaskContext {
    return { progress, checkCancelled: () => this.stop.check() };
  }

  close(): void {
    this.readable?.close();
  }
}
