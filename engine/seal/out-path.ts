import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { writeFault } from '../case/file-fault.ts';
import { nameable } from '../case/nameable.ts';

const safe = 'nothing was written, and the case is as it was';

/** Where a pack for `out` is made: beside it, so that moving it there copies nothing. */
export function workPath(out: string, what: 'members' | 'zip'): string {
  return nameable(`${workPrefix(out)}${process.pid}-${what}`, out);
}

function workPrefix(out: string): string {
  return join(dirname(out), `.${basename(out)}.sealing-`);
}

/** Removes what a seal that was killed left behind. */
export function removeAbandoned(out: string): void {
  const prefix = basename(workPrefix(out));
  for (const name of namesIn(out)) {
    const [, pid] = /^(\d+)-(?:members|zip)$/.exec(name.slice(prefix.length)) ?? [];
    if (!name.startsWith(prefix) || pid === undefined || isRunning(Number(pid))) continue;
    rmSync(join(dirname(out), name), { recursive: true, force: true });
  }
}

function namesIn(out: string): string[] {
  try {
    return readdirSync(dirname(out));
  } catch (error) {
    throw outFault(out, error);
  }
}

/** Another process's work is its own; this one's is left over from a seal that failed to clean up. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

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

/** Why a pack cannot be written at `out`; errors that are not about files are given back as they are. */
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
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
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
