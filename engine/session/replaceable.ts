import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { outFault } from '../files/out-fault.ts';
import { isTaken } from '../files/place-file.ts';
import { inputKind } from '../verify/input-kind.ts';

/** Where the name of a zip's first member stands: behind its local header of 30 bytes (APPNOTE, section 4.3.7). */
const firstName = 30;

/** The first member of a pack lies in its folder, `<case>_pack-<number>/`: a workbook, which is a zip too, has none such. */
const packFolder = /^[A-Za-z0-9-]+_pack-\d{4,}\//;

/**
 * Refuses to put an export in the place of a case file or a pack, this case's own or any other: both may be the only copy
 * of somebody's work. Nor in that of a device, a pipe or a link that leads to nothing. Any other file at `out` is replaced as asked.
 *
 * @throws AppError INVALID_INPUT; FILE_UNREADABLE where nobody can tell what stands there
 */
export function assertReplaceable(out: string): void {
  const status = statusOf(out);
  if (status === undefined && isTaken(out)) throw outFault(out, { code: 'EEXIST' });
  // What a folder means for the file is said where it is written.
  if (status === undefined || status.isDirectory()) return;
  if (!status.isFile()) throw noFile(out);
  const kind = inputKind(out);
  const what = kind === 'case' ? 'a case file' : kind === 'pack' && isPack(out) ? 'a pack' : null;
  if (what === null) return;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${what} stands at ${out}, and an export never takes the place of one`,
    safe: 'it was not touched',
    next: 'choose another path',
    details: { field: 'out' },
  });
}

function statusOf(out: string): Stats | undefined {
  try {
    return statSync(out, { throwIfNoEntry: false });
  } catch (error) {
    throw outFault(out, error);
  }
}

/** A rename would put a file in the place of `/dev/null`, for every program of the machine. */
function noFile(out: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${out} is a device or a pipe, and an export never takes the place of one`,
    safe: 'it was not touched',
    next: 'name a file; what goes to standard output can be led anywhere',
    details: { field: 'out' },
  });
}

function isPack(path: string): boolean {
  const head = Buffer.alloc(512);
  const file = openSync(path, 'r');
  try {
    const read = readSync(file, head, 0, head.length, firstName);
    return packFolder.test(head.toString('latin1', 0, read));
  } finally {
    closeSync(file);
  }
}
