import { resolve } from 'node:path';
import type { JobContext } from '../../shared/contract/server.ts';
import { type AccessMode, accessModes, type CaseInfo } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { callsItselfPack } from '../case/faults.ts';
import { mayBeInWalMode } from '../case/header.ts';
import { removeTemporary } from '../pack-case/temporary.ts';
import type { ReadyThreads } from '../threads/ready-threads.ts';
import { accountName } from './account.ts';
import { CaseThreads } from './case-threads.ts';
import { makePackCase, onlyOfCases } from './open-pack.ts';
import { OwnState } from './own-state.ts';
import type { RecentCases } from './recent-cases.ts';

interface SessionCaseOptions {
  /** The most that a case may be opened for. */
  readonly mostMode: AccessMode;
  readonly oneAtATime: boolean;
  readonly recentCases: RecentCases | undefined;
  readonly knownSigners: () => readonly KnownSigner[];
  readonly threads: ReadyThreads | undefined;
}

/** The case that a session has open, at most one at a time. */
export class SessionCase {
  /** Null while none is open. */
  threads: CaseThreads | null = null;
  /** The path of the pack that is open, in a case that is there for as long. */
  pack: string | null = null;
  readonly ownState = new OwnState();
  readonly options: SessionCaseOptions;

  constructor(options: SessionCaseOptions) {
    this.options = options;
  }

  /** @throws AppError CASE_NOT_FOUND where none is open */
  opened(): CaseThreads {
    if (this.threads) return this.threads;
    throw new AppError({
      code: 'CASE_NOT_FOUND',
      message: 'no case is open',
      safe: 'nothing was changed',
      next: 'open one first',
    });
  }

  /** `what`: why an opened pack does not do. */
  ofCase(what: string): CaseThreads {
    const threads = this.opened();
    if (this.pack !== null) throw onlyOfCases(what);
    return threads;
  }

  /** The open case, where it is open in one of these modes. */
  allowing(...modes: AccessMode[]): CaseThreads {
    const threads = this.opened();
    if (modes.includes(threads.access.mode)) return threads;
    if (this.pack !== null) throw onlyOfCases('nothing can be changed in it');
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `the case is open ${threads.access.mode === 'read-only' ? 'read-only' : 'for review'}: this would change it`,
      safe: 'nothing was changed',
      next: 'open it in full to do this',
    });
  }

  /** A host that was started for reading alone opens nothing for more. */
  refuseBeyond(wanted: AccessMode): void {
    const most = this.options.mostMode;
    if (accessModes.indexOf(wanted) <= accessModes.indexOf(most)) return;
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `this host opens cases ${most === 'read-only' ? 'read-only' : 'for review'}, not for more`,
      safe: 'nothing was changed',
      next: `start it without ${most === 'read-only' ? '--read-only' : '--review'} to do this`,
    });
  }

  /** Waits for what is being written, and lets go of the case. */
  async close(): Promise<void> {
    const closing = this.threads;
    this.threads = null;
    this.ownState.forget();
    if (closing === null) return;
    const isTemporary = this.pack !== null;
    this.pack = null;
    await closing.close();
    if (isTemporary) removeTemporary(closing.access.path);
    else if (closing.access.mode !== 'read-only') {
      await settled(closing.access.path);
    }
  }

  async openPack(path: string, context: JobContext): Promise<CaseInfo> {
    await this.close();
    const { oneAtATime, knownSigners } = this.options;
    const temporary = await makePackCase(path, knownSigners(), context);
    const access = { path: temporary, mode: 'read-only', actor: accountName(), oneAtATime } as const;
    const threads = new CaseThreads({ ...access, isOpen: true });
    try {
      const info = await threads.reading.client.call('case.info', {});
      this.threads = threads;
      this.pack = path;
      this.options.recentCases?.add(info.path, info.title);
      return info;
    } catch (error) {
      await threads.close();
      removeTemporary(temporary);
      throw error;
    }
  }

  /** `examiner`: whoever opens it, where that is not the account's name. */
  async openCase(path: string, mode: AccessMode, examiner: string | undefined): Promise<CaseInfo> {
    this.refuseBeyond(mode);
    await this.close();
    const { oneAtATime, threads: ready } = this.options;
    const actor = examiner ?? accountName();
    const threads = new CaseThreads({
      path: resolve(path),
      ...{ mode, actor, oneAtATime, threads: ready },
      isOpen: true,
    });
    let info: CaseInfo;
    try {
      info = await threads.reading.client.call('case.info', {});
      if (info.pack !== null) throw callsItselfPack(path);
      if (mode !== 'read-only' && examiner !== undefined && examiner !== info.examiner) {
        await threads.write((writer) => writer.client.call('custody.opened', {}));
        info = await threads.reading.client.call('case.info', {});
      }
    } catch (error) {
      await threads.close();
      throw error;
    }
    this.threads = threads;
    this.options.recentCases?.add(info.path, info.title);
    return info;
  }
}

/** Puts a case back into rollback mode, where that is to be done: SQLite is not loaded only to look. */
async function settled(path: string): Promise<void> {
  try {
    if (!mayBeInWalMode(path)) return;
  } catch {
    // Gone, or no longer readable: nobody can settle it.
    return;
  }
  const { settle } = await import('../case/open.ts');
  settle(path);
}
