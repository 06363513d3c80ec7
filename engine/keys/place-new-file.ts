import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { writeFault } from '../files/file-fault.ts';
import { nameable } from '../files/nameable.ts';

/** Writes the whole file beside `path`, then links it there: a link, unlike a rename, fails where one stands already. */
export function placeNewFile(path: string, text: string, mode: number): void {
  const writing = nameable(join(dirname(path), `.${basename(path)}.writing-${process.pid}`), path);
  try {
    const file = openSync(writing, 'wx', mode);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkSync(writing, path);
  } catch (error) {
    throw keyFileFault(path, error as NodeJS.ErrnoException);
  } finally {
    rmSync(writing, { force: true });
  }
}

function keyFileFault(path: string, error: NodeJS.ErrnoException): AppError {
  const safe = 'no key was made';
  if (error.code === 'EEXIST') {
    const next = 'choose another path: a key is never replaced';
    return new AppError(
      { code: 'INVALID_INPUT', message: `a file already stands at ${path}`, safe, next },
      { cause: error },
    );
  }
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    const next = 'free space and try again';
    return new AppError(
      { code: 'DISK_FULL', message: `no room left to write ${path}`, safe, next },
      { cause: error },
    );
  }
  const next = 'choose a folder that exists and that you can write to';
  return new AppError(
    { code: 'FILE_UNREADABLE', message: `${path} cannot be written: ${writeFault(error)}`, safe, next },
    { cause: error },
  );
}
