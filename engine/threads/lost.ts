import { AppError } from '../../shared/errors.ts';

/** A thread ended before its work was done. `what`: what it did. */
export function threadLost(what: string, cause: unknown): AppError {
  return new AppError(
    {
      code: 'ENGINE_LOST',
      message: `the thread that ${what} stopped: ${cause instanceof Error ? cause.message : String(cause)}`,
      safe: 'the case file is as it was',
      next: 'try again; if it recurs, report it with this text',
    },
    { cause },
  );
}
