import { AppError } from '../../shared/errors.ts';
import { toldPath } from './exact-path.ts';
import { fileFault, writeFault } from './file-fault.ts';

/** Why an input file cannot be read. */
export function unreadable(path: string, error: unknown): AppError {
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  // Node reads names as UTF-8 and puts U+FFFD for what is none, by which no file is found.
  const isMisnamed = code === 'ENOENT' && path.includes('\ufffd');
  const why = isMisnamed ? 'its name is not UTF-8, and cannot be told on' : fileFault(error);
  return new AppError(
    {
      code: 'FILE_UNREADABLE',
      message: path === '' ? 'the path is empty' : `${toldPath(path)} cannot be read: ${why}`,
      safe: 'nothing was changed',
      next: isMisnamed
        ? 'name the folder that it is in, or give it, or a copy of it, another name'
        : 'check the path and its permissions',
    },
    { cause: error },
  );
}

/** Why a file cannot be made at a path where nothing stood. `next`: what else to try. */
export function unwritable(
  path: string,
  error: unknown,
  next = 'choose a folder that exists and that you can write to',
) {
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  if (isFull(code)) return diskFull(path, error);
  if (code === 'EEXIST') {
    return new AppError(
      {
        code: 'INVALID_INPUT',
        message: `a file already stands at ${path}`,
        safe: 'it was not changed',
        next: 'choose another path',
      },
      { cause: error },
    );
  }
  return new AppError(
    {
      code: 'FILE_UNREADABLE',
      message: path === '' ? 'the path is empty' : `${path} cannot be written: ${writeFault(error)}`,
      safe: 'nothing was written',
      next,
    },
    { cause: error },
  );
}

/** Whether a code of the file system says that a disk, or what of it one may use, is full. */
export function isFull(code: string): boolean {
  return code === 'ENOSPC' || code === 'EFBIG' || code === 'EDQUOT';
}

/** A case file, or another, that could not be written whole; the case is as it was. */
export function diskFull(path: string, cause: unknown): AppError {
  return new AppError(
    {
      code: 'DISK_FULL',
      message: `no room left to write ${path}`,
      safe: 'the case file is as it was: a change is kept whole or not at all',
      next: 'free space and try again',
    },
    { cause },
  );
}
