import { statSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';

/** What tells a file from another that stands under its name later: the device and the number that it has there. Null where there is none. */
export function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    // Whoever opens it tells why it cannot be had.
    return null;
  }
}

/**
 * Refuses a path where another file stands now than was opened: what was read of the one must not be written to the other, or said of it.
 * SQLite tells files apart in the same way. https://www.sqlite.org/howtocorrupt.html, section 2.5
 *
 * @param opened null where no file stood there as it was opened
 * @throws AppError FILE_UNREADABLE
 */
export function assertSameFile(path: string, opened: string | null): void {
  if (opened === null || identityOf(path) === opened) return;
  throw new AppError({
    code: 'FILE_UNREADABLE',
    message: `${path} is another file than the one that was opened: it was moved, or replaced`,
    safe: 'nothing was changed in either',
    next: 'close the case, and open the one that you mean',
  });
}
