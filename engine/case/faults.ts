import { AppError } from '../../shared/errors.ts';
import { diskFull, isFull } from '../files/path-faults.ts';

const unharmed = 'the case file is as it was: a change is kept whole or not at all';

/** SQLite's; the last: the index of a log cannot be made, which is a file of 32 KiB that is shared as memory. */
const fullCodes: ReadonlySet<string> = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE']);

/** A fault of SQLite or the file system, told as what it means for a case; anything else is given back as it is. */
export function caseFault(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') return locked(path, error);
  if (fullCodes.has(code) || isFull(code)) {
    return diskFull(path, error);
  }
  // Casebound never adds a row that breaks a rule of its own tables: the rows that stand there already are not its own.
  if (/^SQLITE_(?:CORRUPT|NOTADB|CONSTRAINT|MISMATCH)/.test(code)) {
    return corrupt(path, `SQLite reports: ${error.message}`, error);
  }
  if (code === 'SQLITE_ERROR' && error.message.startsWith('no such ')) {
    return corrupt(path, `a part of it is missing: ${error.message}`, error);
  }
  if (/^SQLITE_(?:READONLY|CANTOPEN|IOERR)/.test(code)) {
    return new AppError(
      {
        code: 'FILE_UNREADABLE',
        message: `${path} cannot be opened this way: ${error.message}`,
        safe: unharmed,
        next: 'check the disk, and the permissions of the file and its folder; or copy it, with what stands beside it as -journal or -wal, to a folder that you can write to',
      },
      { cause: error },
    );
  }
  return error;
}

/** Runs `work`; what SQLite or the file system throws comes out as an `AppError`. */
export function withCaseFaults<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw caseFault(error, path);
  }
}

function locked(path: string, cause: unknown): AppError {
  return new AppError(
    {
      code: 'CASE_LOCKED',
      message: `${path} is being changed by another process`,
      safe: unharmed,
      next: 'wait until it is done and try again; reading and verifying work meanwhile',
    },
    { cause },
  );
}

export function corrupt(path: string, why: string, cause?: unknown): AppError {
  return new AppError(
    {
      code: 'CASE_CORRUPT',
      message: `${path} is not an intact case file: ${why}`,
      safe: 'nothing was written to it',
      next: 'check that it is the file you mean, or go back to a copy of it',
    },
    { cause },
  );
}

/** Nothing in the file says that it is a case, of whatever state. */
export function notCase(path: string, why: string): AppError {
  return new AppError({
    code: 'CASE_CORRUPT',
    message: `${path} is not a Casebound case file: ${why}`,
    safe: 'nothing was written to it',
    next: 'check that it is the file you mean; casebound import makes a case of an export, and casebound verify checks a pack or an export as it stands',
  });
}

/** What it says of a pack, and of whoever sealed that, was checked when it was made; of a file that somebody gives away nobody knows by whom. */
export function callsItselfPack(path: string): AppError {
  return new AppError({
    code: 'CASE_CORRUPT',
    message: `${path} calls itself an opened pack, which no case file is: nothing that it says of a seal is known to be so`,
    safe: 'nothing was changed',
    next: 'open the pack itself',
  });
}
