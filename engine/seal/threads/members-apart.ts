import type { Worker } from 'node:worker_threads';
import type { HashedApart } from '../../../shared/pack/check-context.ts';
import type { FoundMember } from '../../../shared/pack/zip-directory.ts';
import type { TaskContext } from '../../task.ts';
import { threadLost } from '../../threads/lost.ts';
import { ReadyThreads } from '../../threads/ready-threads.ts';
import type { MembersThreadInput, MembersThreadMessage } from './members.ts';

/** Bytes of a pack: those of a smaller one are hashed in less time than a thread takes to start. */
const worthThread = 32 << 20;
/** How often a cancel is looked for while the thread is waited for. */
const lookEveryMs = 50;

/** Hashes the files of a large pack in a thread of their own. */
export class MembersApart {
  private readonly file: number;
  private readonly context: TaskContext;
  private readonly threads: ReadyThreads;
  private worker: Worker | null = null;
  private isDone = false;

  /** `file`: the pack's descriptor, to be left open until this is closed. `threads`: where the thread may wait already. */
  constructor(file: number, context: TaskContext, threads: ReadyThreads = new ReadyThreads()) {
    this.file = file;
    this.threads = threads;
    this.context = context;
  }

  /** Whether a pack of so many bytes is large enough. */
  static isWorth(bytes: number): boolean {
    return bytes >= worthThread;
  }

  /**
   * What the files hash to, without those that cannot be read, and what the proofs prove.
   *
   * @param onBytes told now and then how many more bytes were hashed
   * @throws AppError CANCELLED, ENGINE_LOST where the thread died
   */
  hash(members: ReadonlyMap<string, FoundMember>, onBytes: (count: number) => void): Promise<HashedApart> {
    const worker = this.threads.take('members');
    this.worker = worker;
    worker.postMessage({ file: this.file, members } satisfies MembersThreadInput);
    let look: NodeJS.Timeout;
    const hashed = new Promise<HashedApart>((resolve, reject) => {
      look = setInterval(() => {
        try {
          this.context.checkCancelled();
        } catch (error) {
          reject(error);
        }
      }, lookEveryMs);
      worker.on('message', (message: MembersThreadMessage) => {
        if (message.type === 'hashed') onBytes(message.bytes);
        else {
          this.isDone = true;
          resolve(message.found);
        }
      });
      worker.on('error', (error) => reject(threadLost('hashes the files of the pack', error)));
      worker.on('exit', () =>
        reject(threadLost('hashes the files of the pack', new Error('it ended before its work was done'))),
      );
    });
    return hashed.finally(() => clearInterval(look));
  }

  /** Lets go of the thread, wherever it is. */
  async close(): Promise<void> {
    const { worker, threads, isDone } = this;
    if (worker !== null) await (isDone ? threads.giveBack('members', worker) : worker.terminate());
  }
}
