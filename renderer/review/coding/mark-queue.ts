import type { Mark } from '../../../shared/annotation/mark.ts';
import { type AppError, type ErrorCode, toAppError } from '../../../shared/errors.ts';
import type { Targets } from '../selected-rows.ts';

/** A mark that was given: what is meant is what was selected then. */
export interface GivenMark {
  readonly mark: Mark;
  readonly on: Promise<Targets>;
  readonly author: string;
}

/** Faults that pass: another program has the case, a disk is full or gone for the time being. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'CASE_LOCKED',
  'DISK_FULL',
  'CASE_NOT_FOUND',
  'FILE_UNREADABLE',
]);

/**
 * Marks in the order in which they were given. One that cannot be written for now waits, and what comes after it waits behind it:
 * of two things said of one entry, the later one stands. A note does not wait: its text stays in its field.
 */
export class MarkQueue {
  private readonly marks: GivenMark[] = [];
  private turn: Promise<unknown> = Promise.resolve();
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

  /** How many wait to be written; a note does so in its field. */
  get waiting(): number {
    return this.marks.filter(({ mark }) => !('note' in mark)).length;
  }

  /** Keys come faster than they are written: each has its turn. True where it was written, or waits to be. */
  give(given: GivenMark): Promise<boolean> {
    return this.inTurn(async () => {
      this.marks.push(given);
      const lost = await this.writeAll();
      const stays = 'note' in given.mark && this.marks.at(-1) === given;
      if (stays) this.marks.pop();
      return !stays && !lost.includes(given);
    });
  }

  /** Tries once more what waits. */
  again(): Promise<unknown> {
    return this.inTurn(() => this.writeAll());
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done;
    return done;
  }

  /** Returns those that no waiting helps. */
  private async writeAll(): Promise<readonly GivenMark[]> {
    const lost: GivenMark[] = [];
    for (let first = this.marks[0]; first !== undefined; first = this.marks[0]) {
      try {
        await this.write(first);
        this.marks.shift();
      } catch (thrown) {
        const error = toAppError(thrown);
        const passes = passing.has(error.code);
        if (!passes) {
          this.marks.shift();
          lost.push(first);
        }
        this.onFault(error, this.waiting);
        if (passes) break;
      }
    }
    return lost;
  }
}
