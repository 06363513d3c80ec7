import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import { custodyHead } from '../../custody/log.ts';
import type { TaskContext } from '../../task.ts';
import { threadLost } from '../../threads/lost.ts';
import { ReadyThreads } from '../../threads/ready-threads.ts';
import type { CaseState } from '../case-state.ts';
import type { StagedMember } from '../member-writer.ts';
import { PackRecords, type RecordsPlace } from '../records.ts';
import type { Staging } from '../staging.ts';
import { writeTables } from '../tables/write-tables.ts';
import type { TablesThreadInput, TablesThreadMessage } from './tables.ts';

/** For fewer records a thread takes longer to start than it saves. */
export const worthTables = 4096;
/** How often a cancel is looked for while the thread is waited for. */
const lookEveryMs = 50;

/**
 * A pack's tables, written in a thread of their own from the beginning on where that is worth it, and otherwise when they
 * are asked for. What is masked is known to this thread alone, so that tables of masked copies are written here.
 */
export class TablesApart {
  private readonly state: CaseState;
  private readonly staging: Staging;
  private readonly threads: ReadyThreads;
  private readonly worker: Worker | null;
  private members: readonly StagedMember[] | null | undefined;
  private failure: AppError | null = null;
  private context: TaskContext | null = null;
  private wake: (() => void) | null = null;

  /** `threads`: where the thread may wait already. */
  constructor(
    state: CaseState,
    staging: Staging,
    threads: ReadyThreads = new ReadyThreads(),
    worth: number = worthTables,
  ) {
    this.state = state;
    this.staging = staging;
    this.threads = threads;
    const isApart = state.records.length >= worth && state.redactions.masked.size === 0;
    this.worker = isApart ? this.start() : null;
  }

  /** Adds the tables to the members. @throws AppError DISK_FULL, CANCELLED, ENGINE_LOST where the thread died */
  async finish(context: TaskContext): Promise<void> {
    this.context = context;
    const members = this.worker === null ? null : await this.awaited(context);
    // The thread saw another state of the case than this one does: what it wrote is none of it.
    if (members === null) writeTables(this.state, this.staging, context);
    else this.staging.adopt(members);
  }

  /** Lets go of the thread, wherever it is. */
  async close(): Promise<void> {
    const { worker, threads, members } = this;
    if (worker !== null)
      await (members === undefined ? worker.terminate() : threads.giveBack('tables', worker));
  }

  private start(): Worker {
    const { db, name, bates, sources, records, redactions } = this.state;
    const worker = this.threads.take('tables');
    worker.on('message', (message: TablesThreadMessage) => this.take(message));
    worker.on('error', (error) => this.fail(threadLost('writes the tables', error)));
    worker.on('exit', () => {
      if (this.members === undefined)
        this.fail(threadLost('writes the tables', new Error('it ended before its work was done')));
    });
    worker.postMessage({
      ...{ path: db.name, folder: join(this.staging.folder, 'tables') },
      ...{ name, bates, sources: sources.map(({ id, name: file }) => ({ id, name: file })) },
      ...{ records: placeOf(records), withheld: redactions.withheld, head: custodyHead(db) },
    } satisfies TablesThreadInput);
    return worker;
  }

  private take(message: TablesThreadMessage): void {
    if (message.type === 'progress') this.context?.progress(message.progress);
    else if (message.type === 'members') this.members = message.members;
    else this.fail(new AppError(message.error));
    this.wake?.();
  }

  private fail(failure: AppError): void {
    this.failure ??= failure;
    this.wake?.();
  }

  private async awaited(context: TaskContext): Promise<readonly StagedMember[] | null> {
    for (;;) {
      if (this.members !== undefined) return this.members;
      if (this.failure !== null) throw this.failure;
      context.checkCancelled();
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

function placeOf(records: CaseState['records']): RecordsPlace {
  return (records instanceof PackRecords ? records : PackRecords.of(records)).place;
}
