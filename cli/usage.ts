import { AppError } from '../shared/errors.ts';

/**
 * Errors in how a command was called. They are found before the engine is asked; `safe` says what has not been done.
 */
export function usageFaults(safe: string): (message: string, next: string) => AppError {
  return (message, next) => new AppError({ code: 'INVALID_INPUT', message, safe, next });
}
