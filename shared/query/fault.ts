import { AppError } from '../errors.ts';

/** What is wrong at `at`, 0-based; people read it 1-based. */
export function queryFault(at: number, message: string, next = 'correct the query there'): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `position ${at + 1}: ${message}`,
    safe: 'nothing was searched or changed',
    next,
    details: { position: at },
  });
}

/** A piece of the query for a message: short, control characters escaped. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
