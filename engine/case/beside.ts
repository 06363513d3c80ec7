import { closeSync, fstatSync, lstatSync, openSync, readSync, realpathSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { unreadable } from '../files/path-faults.ts';
import { corrupt } from './faults.ts';

/** What SQLite keeps beside a database, and believes to be its own. https://www.sqlite.org/fileformat2.html, sections 3 and 4 */
const journal = '-journal';
const log = '-wal';
const index = '-shm';

/** How a journal ends that belongs to a change of several databases: the length and the sum of a name, and the journal's own magic. */
const tailLength = 16;
const journalMagic = 'd9d505f920a163d7';

/**
 * Refuses what stands beside a case file under the names of SQLite's own files and is none that SQLite made for it: a pipe would be waited
 * for, a link written through. A journal that names another file would be taken for done, not undone, where that file is missing.
 *
 * @throws AppError CASE_CORRUPT, FILE_UNREADABLE
 */
export function checkBeside(path: string): void {
  const real = realPath(path);
  for (const suffix of [journal, log, index]) {
    const status = statusOf(real + suffix);
    if (status === null) continue;
    const name = `${basename(real)}${suffix}`;
    if (!status.isFile()) throw corrupt(path, `what stands beside it as ${name} is no regular file`);
    if (status.nlink > 1)
      throw corrupt(path, `what stands beside it as ${name} stands elsewhere under another name too`);
  }
  if (namesAnother(real + journal))
    throw corrupt(path, `${basename(real)}${journal} beside it is of a change of several files`);
}

/**
 * Refuses a place for a new file beside which another one's journal or log was left: SQLite would put that into the new one.
 *
 * @throws AppError INVALID_INPUT
 */
export function refuseLeftBeside(path: string): void {
  for (const suffix of [journal, log, index]) {
    if (statusOf(path + suffix) === null) continue;
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `${path}${suffix} stands there, which another file of that name left: it would be taken for the new one's`,
      safe: 'nothing was changed',
      next: 'choose another path, or move it away together with the file that it belongs to',
    });
  }
}

/**
 * Refuses to put a file that leaves a case in the place of SQLite's own beside one: it would be read as changes of that case.
 *
 * @throws AppError INVALID_INPUT
 */
export function refuseBesideCase(out: string): void {
  const suffix = [journal, log, index].find((each) => out.endsWith(each));
  if (suffix === undefined || statusOf(out.slice(0, -suffix.length)) === null) return;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${out} is where SQLite keeps changes of the file beside it`,
    safe: 'nothing was written',
    next: 'choose another path',
    details: { field: 'out' },
  });
}

/** The log of changes that are part of the case and not yet in its file; null where the file is the whole case. */
export function unsettledLog(path: string): string | null {
  const beside = realPath(path) + log;
  return (statusOf(beside)?.size ?? 0) > 0 ? basename(beside) : null;
}

/** Where SQLite keeps the index of a log, which whoever reads shares. */
export function indexPath(path: string): string {
  return realPath(path) + index;
}

/** SQLite looks beside the file itself, not beside a link to it. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function statusOf(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function namesAnother(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    // There is none, or whoever made it is done with it; one that cannot be read SQLite tells of.
    return false;
  }
  try {
    const { size } = fstatSync(file);
    if (size < tailLength) return false;
    const tail = Buffer.alloc(tailLength);
    readSync(file, tail, 0, tailLength, size - tailLength);
    const length = tail.readUInt32BE(0);
    return tail.toString('hex', 8) === journalMagic && length > 0 && length <= size - tailLength;
  } finally {
    closeSync(file);
  }
}
