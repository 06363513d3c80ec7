import { AppError } from '../shared/errors.ts';

/** Faults of how a command was called. `safe` says what it has not done: it is refused before the engine is asked. */
export function usageFaults(safe: string): (message: string, next: string) => AppError {
  return (message, next) => new AppError({ code: 'INVALID_INPUT', message, safe, next });
}
