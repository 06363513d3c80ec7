import { AppError } from '../../shared/errors.ts';

const dayMs = 86_400_000;

/**
 * A bound of a period in milliseconds since 1970: a time with its offset, or a date alone, which is its whole day in UTC:
 * as the end of a period it stands for the beginning of the next.
 *
 * @throws AppError INVALID_INPUT
 */
export function boundOf(text: string, which: 'from' | 'to'): number {
  const given = text.trim();
  if (/^\d{4}-\d\d-\d\d$/.test(given)) {
    const day = Date.parse(`${given}T00:00:00Z`);
    if (!Number.isNaN(day) && new Date(day).toISOString().startsWith(given))
      return which === 'from' ? day : day + dayMs;
  } else if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/i.test(given)) {
    const time = Date.parse(given.replace(' ', 'T'));
    if (!Number.isNaN(time)) return time;
  }
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${JSON.stringify(text)} is no date and no time with its offset`,
    safe: 'nothing was sent',
    next: 'write it like 2025-11-01 or 2025-11-01T08:00:00Z',
  });
}
