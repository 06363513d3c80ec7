import type { FoundEntries } from '../../../shared/annotation/answers.ts';
import type { Mark } from '../../../shared/annotation/mark.ts';
import { type AppError, type ErrorCode, toAppError } from '../../../shared/errors.ts';
import type { About } from './recent-marks.ts';

/** What an annotation is about: one entry, or those that were found when it was made. */
export type Marked = { readonly entries: readonly [number] } | FoundEntries;

/** A mark to be written, about what was selected when it was made. */
export interface GivenMark {
  readonly mark: Mark;
  readonly about: About;
  readonly on: Promise<Marked>;
  readonly author: string;
  /** Set once writing has been tried: the last annotation of the case before that. A later one may be this one. */
  after?: number;
}

/**
 * Faults that pass: another program is using the case, a disk is full or temporarily gone, the engine is restarting.
 */
const passing: ReadonlySet<ErrorCode> = new Set([
  'CASE_LOCKED',
  'DISK_FULL',
  'CASE_NOT_FOUND',
  'FILE_UNREADABLE',
  'ENGINE_LOST',
]);

/**
 * Marks in the order in which they were made. If one cannot be written for now, it waits, and later ones wait behind
 * it: of two statements about an entry, the later one must win. A note does not wait: its text stays in its field.
 */
export class MarkQueue {
  private readonly marks: GivenMark[] = [];
  private readonly lost = new WeakSet<GivenMark>();
  private turn: Promise<unknown> = Promise.resolve();
  private blocked = false;
  private readonly write: (given: GivenMark) => Promise<void>;
  private readonly onFault: (error: AppError, waiting: number) => void;

  /** @param onFault called when a mark could not be written, with the number of those waiting */
  constructor(
    write: (given: GivenMark) => Promise<void>,
    onFault: (error: AppError, waiting: number) => void,
  ) {
    this.write = write;
    this.onFault = onFault;
  }

  /** What is not yet written: what waits, what is being written, and what follows. Notes stay in their fields. */
  get unwritten(): readonly GivenMark[] {
    return this.marks.filter(({ mark }) => !('note' in mark));
  }

  /** How many could not be written for now. */
  get waiting(): number {
    return this.blocked ? this.unwritten.length : 0;
  }

  /** Keys come faster than marks can be written: each waits for its turn. True if the mark was written, or waits. */
  give(given: GivenMark): Promise<boolean> {
    this.marks.push(given);
    return this.inTurn(async () => {
      await this.writeAll();
      const at = 'note' in given.mark ? this.marks.indexOf(given) : -1;
      if (at !== -1) this.marks.splice(at, 1);
      return at === -1 && !this.lost.has(given);
    });
  }

  /** Takes over what was waiting before this window was reloaded; it keeps waiting until somebody wants it written. */
  restore(given: readonly GivenMark[]): void {
    this.marks.unshift(...given);
    this.blocked = this.marks.length > 0;
  }

  /** Tries again to write what is waiting. */
  again(): Promise<unknown> {
    return this.inTurn(() => this.writeAll());
  }

  /**
   * Runs something once everything before it has been written. If that keeps waiting, it is not run, and the answer
   * is false.
   */
  afterwards(work: () => Promise<void>): Promise<boolean> {
    return this.inTurn(async () => {
      await this.writeAll();
      if (!this.blocked) await work();
      return !this.blocked;
    });
  }

  /** Resolves once everything so far has had its turn. */
  settled(): Promise<unknown> {
    return this.turn;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done;
    return done;
  }

  /** Marks that waiting cannot help are dropped. */
  private async writeAll(): Promise<void> {
    for (let first = this.marks[0]; first !== undefined; first = this.marks[0]) {
      try {
        await this.write(first);
        this.marks.shift();
        this.blocked = false;
      } catch (thrown) {
        const error = toAppError(thrown);
        // If the entries it is about were not found, there is nothing to write later.
        const passes =
          passing.has(error.code) &&
          (await first.on.then(
            () => true,
            () => false,
          ));
        if (passes) this.blocked = true;
        else this.lost.add(this.marks.shift() as GivenMark);
        this.onFault(error, this.waiting);
        if (passes) return;
      }
    }
    this.blocked = false;
  }
}
