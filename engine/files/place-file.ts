import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
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
