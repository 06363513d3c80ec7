import { AppError } from '../../shared/errors.ts';

/** Rows that are read at once. */
export const pageLength = 1_000;

/**
 * Below every row. Integers of SQLite have 64 bits, and a file that was tampered with may hold any of them: the least number that is exact
 * here is above some.
 */
export const beforeAll = Number.NEGATIVE_INFINITY;

/**
 * Up to which rows go, whose last is numbered so: beyond 2^53 numbers are rounded on their way here, and a row may stand behind the one that
 * they were rounded to.
 */
export function upTo(last: number): number {
  return Number.isSafeInteger(last) ? last : Number.POSITIVE_INFINITY;
}

/**
 * Rows, some at a time: `read` gives at most `pageLength` of them, those behind the one that it is given. A statement that still has rows to
 * give locks the file, and whoever wants to write waits for it: work that goes on for minutes must let go of it now and then.
 *
 * @throws AppError CASE_CORRUPT where rows are numbered so far beyond 2^53 that there is no way behind them
 */
export function* inPages<Row>(read: (behind: Row | null) => readonly Row[]): Generator<Row, undefined> {
  let last: Row | null = null;
  for (;;) {
    const rows = read(last);
    yield* rows;
    if (rows.length < pageLength) return;
    const end = rows.at(-1) as Row;
    if (last !== null && JSON.stringify(end) === JSON.stringify(last)) throw endless();
    last = end;
  }
}

function endless(): AppError {
  return new AppError({
    code: 'CASE_CORRUPT',
    message: 'the case file holds rows with numbers that Casebound never gives',
    safe: 'nothing was changed',
    next: 'use a copy of the case file that was made before it was damaged',
  });
}
