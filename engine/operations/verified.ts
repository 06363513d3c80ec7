import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';
import { openReadable } from '../case/open.ts';
import type { TaskContext } from '../task.ts';
import { statesForPack } from '../verify/state/kept-states.ts';
import { withState } from '../verify/state/with-state.ts';
import { verifyCase } from '../verify/verify-case.ts';
import type { CaseThread } from './case-thread.ts';

/**
 * Verifies the case for what leaves it: the same, whoever does it when. `state`: the file in which the session keeps what
 * it derived of the case.
 */
export function verifiedAsItIs(
  thread: CaseThread,
  state: string | undefined,
  context: TaskContext,
): Promise<VerifyReport> {
  return onceRead(thread.path, (db) => {
    const own = state === undefined ? null : { open: () => statesForPack(db, state), isOwn: true };
    return withState(own, (states) => {
      const options = { partial: false, threads: thread.ready, ...(states && { states }) };
      return verifyCase(db, thread.path, options, context, thread.stop);
    });
  });
}

/** By a connection of its own: what it keeps of the file, and what is kept with it, goes when the work is done. */
export async function onceRead<T>(path: string, work: (db: ReadableDb) => Promise<T>): Promise<T> {
  const db = openReadable(path, { once: true });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}
