import { setTimeout as wait } from 'node:timers/promises';
import { cancelled } from '../../shared/errors.ts';
import type { WritableDb } from '../case/database.ts';
import { goesOnElsewhere } from './records.ts';
import { lastStaged, Staging } from './staging.ts';

/** How long a case that another connection is writing to is left in peace before it is tried again, in milliseconds. */
const busyWaitMs = 200;

/**
 * Writes what was fetched, in short transactions: whoever reviews or annotates the same case meanwhile is held up by
 * none of them, and an import that takes long is waited for.
 */
export class Commits {
  private readonly db: WritableDb;
  private readonly acquisition: number;
  private readonly signal: AbortSignal;
  private readonly check: () => void;
  private current: Staging;
  /** Bytes that stood in the file after the last commit. */
  private committed: number;

  /** `check`: looks, inside each transaction, whether nobody else works on the acquisition. */
  constructor(db: WritableDb, acquisition: number, signal: AbortSignal, check: () => void) {
    this.check = check;
    this.db = db;
    this.acquisition = acquisition;
    this.signal = signal;
    this.current = new Staging(db, acquisition);
    this.committed = this.current.length;
  }

  /** Bytes of the stream that are committed. */
  get length(): number {
    return this.current.length;
  }

  /** `work` may run several times; only the last is kept. */
  async commit<T>(work: (staging: Staging) => T): Promise<T> {
    const result = await Commits.alone(
      this.db,
      this.signal,
      () => {
        this.check();
        // Of a stream nothing is on record before its end, and yet its bytes are there.
        if (lastStaged(this.db, this.acquisition) !== this.committed) throw goesOnElsewhere();
        const result = work(this.current);
        this.current.flush();
        return result;
      },
      () => {
        // What stands in memory may be ahead of the file now.
        this.current = new Staging(this.db, this.acquisition);
      },
    );
    this.committed = this.current.length;
    return result;
  }

  /** One transaction, as soon as nobody else is writing. */
  static async alone<T>(
    db: WritableDb,
    signal: AbortSignal,
    work: () => T,
    onFailed: () => void = () => {},
  ): Promise<T> {
    for (;;) {
      try {
        return db.transaction(work).immediate();
      } catch (error) {
        onFailed();
        if (!isBusy(error)) throw error;
      }
      if (signal.aborted) throw cancelled('what was fetched so far is kept');
      await wait(busyWaitMs);
    }
  }
}

function isBusy(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code ?? '');
  return code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED';
}
