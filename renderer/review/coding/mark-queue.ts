import type { FoundEntries } from '../../../shared/annotation/answers.ts';
import type { Mark } from '../../../shared/annotation/mark.ts';
import { type AppError, type ErrorCode, toAppError } from '../../../shared/errors.ts';
import type { About } from './recent-marks.ts';

/** What an annotation is put on: one entry, or those that were found when it was given. */
export type Marked = { readonly entries: readonly [number] } | FoundEntries;

/** A mark that was given: what is meant is what was selected then. */
export interface GivenMark {
  readonly mark: Mark;
  readonly about: About;
  readonly on: Promise<Marked>;
  readonly author: string;
  /** Once it has been tried: the last annotation of the case before that. Of what came later, one may be this one. */
  after?: number;
}

/** Faults that pass: another program has the case, a disk is full or gone for the time being, the engine is started anew. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'CASE_LOCKED',
  'DISK_FULL',
  'CASE_NOT_FOUND',
  'FILE_UNREADABLE',
  'ENGINE_LOST',
]);

/**
 * Marks in the order in which they were given. One that cannot be written for now waits, and what comes after it waits behind it:
 * of two things said of one entry, the later one stands. A note does not wait: its text stays in its field.
 */
export class MarkQueue {
  private readonly marks: GivenMark[] = [];
  private readonly lost = new WeakSet<GivenMark>();
  private turn: Promise<unknown> = Promise.resolve();
  private blocked = false;
  private readonly write: (given: GivenMark) => Promise<void>;
  private readonly onFault: (error: AppError, waiting: number) => void;

  /** @param onFault told when one could not be written, and how many wait now */
  constructor(
    write: (given: GivenMark) => Promise<void>,
    onFault: (error: AppError, waiting: number) => void,
  ) {
    this.write = write;
    this.onFault = onFault;
  }

  /** What is not written: what waits, what is being written, and what comes after it. Notes are in their fields. */
  get unwritten(): readonly GivenMark[] {
    return this.marks.filter(({ mark }) => !('note' in mark));
  }

  /** How many could not be written for now. */
  get waiting(): number {
    return this.blocked ? this.unwritten.length : 0;
  }

  /** Keys come faster than they are written: each has its turn. True where it was written, or waits to be. */
  give(given: GivenMark): Promise<boolean> {
    this.marks.push(given);
    return this.inTurn(async () => {
      await this.writeAll();
      const at = 'note' in given.mark ? this.marks.indexOf(given) : -1;
      if (at !== -1) this.marks.splice(at, 1);
      return at === -1 && !this.lost.has(given);
    });
  }

  /** Takes back what waited before this window was loaded anew; it waits on, until somebody wants it written. */
  restore(given: readonly GivenMark[]): void {
    this.marks.unshift(...given);
    this.blocked = this.marks.length > 0;
  }

  /** Tries once more what waits. */
  again(): Promise<unknown> {
    return this.inTurn(() => this.writeAll());
  }

  /** Does something once all that was given before is written. False where that waits on: then it is not done. */
  afterwards(work: () => Promise<void>): Promise<boolean> {
    return this.inTurn(async () => {
      await this.writeAll();
      if (!this.blocked) await work();
      return !this.blocked;
    });
  }

  /** Resolves once everything that was given has had its turn. */
  settled(): Promise<unknown> {
    return this.turn;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done;
    return done;
  }

  /** Those that no waiting helps are given up. */
  private async writeAll(): Promise<void> {
    for (let first = this.marks[0]; first !== undefined; first = this.marks[0]) {
      try {
        await this.write(first);
        this.marks.shift();
        this.blocked = false;
      } catch (thrown) {
        const error = toAppError(thrown);
        // What it is about may not have been found: then there is nothing that could be written later.
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
