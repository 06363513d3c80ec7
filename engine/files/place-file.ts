import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** File systems without hard links, such as those of memory sticks, answer with one of these. */
const linkless = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Moves a finished file to `path`, where nothing may stand: EEXIST otherwise. Once this returns, it is there after a
 * power cut too.
 */
export function placeFile(finished: string, path: string): void {
  try {
    // A link, unlike a rename, fails where a file already stands.
    linkSync(finished, path);
    rmSync(finished);
  } catch (error) {
    if (!linkless.has(String((error as NodeJS.ErrnoException).code))) throw error;
    closeSync(openSync(path, 'wx'));
    renameSync(finished, path);
  }
  syncFolder(dirname(path));
}

/** Whether something stands there: a link that leads to nothing too, beside which no file can be put. */
export function isTaken(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * The file that a path leads to, through whatever links. What takes the place of a file takes that of this one: put at the path, it would
 * take the place of the link, and the file would stay as it was. A path that leads to nothing stays as it is, and fails where it is used.
 */
export function ledTo(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Puts a finished file in place of the one at `path`, at once and for good. */
export function replaceFile(finished: string, path: string): void {
  renameSync(finished, path);
  syncFolder(dirname(path));
}

export function syncFolder(folder: string): void {
  // Windows has no way to open a folder, and needs none.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
