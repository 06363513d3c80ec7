import { AppError } from '../../shared/errors.ts';
import { writeFault } from './file-fault.ts';
import { isFull } from './path-faults.ts';

const safe = 'nothing was written, and the case is as it was';

const placeFaults = new Set([
  'ENOENT',
  'ENOTDIR',
  'EACCES',
  'EROFS',
  'EPERM',
  'ENAMETOOLONG',
  'EISDIR',
  'ELOOP',
]);

/** Why a file cannot be written at `out`; errors that are not about files are given back as they are. */
export function outFault(out: string, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') {
    return new AppError({
      code: 'INVALID_INPUT',
      message: `a file already stands at ${out}`,
      safe: 'it was not touched',
      next: 'choose another path',
      details: { field: 'out' },
    });
  }
  if (isFull(code ?? '')) {
    return new AppError(
      { code: 'DISK_FULL', message: `no room left to write ${out}`, safe, next: 'free space and try again' },
      { cause: error },
    );
  }
  if (placeFaults.has(code ?? '')) {
    return new AppError(
      {
        code: 'FILE_UNREADABLE',
        message: `${out} cannot be written: ${writeFault(error)}`,
        safe,
        next: 'choose a folder that exists and that you can write to',
        details: { field: 'out' },
      },
      { cause: error },
    );
  }
  return error;
}
