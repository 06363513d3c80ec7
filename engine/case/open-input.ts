import { closeSync, openSync, statSync } from 'node:fs';
import { exactPath } from './exact-path.ts';
import { unreadable } from './faults.ts';

/** @param path as `exact-path.ts` has it
 * @throws AppError FILE_UNREADABLE where there is no regular file that can be read: a pipe or a device may never end */
export function openInput(path: string): number {
  try {
    const exact = exactPath(path);
    const status = statSync(exact);
    if (status.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
    if (!status.isFile()) throw new Error('it is no regular file');
    return openSync(exact, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Runs `work` on an open file, and closes it whatever comes. */
export async function withInput<T>(path: string, work: (file: number) => T | Promise<T>): Promise<T> {
  const file = openInput(path);
  try {
    return await work(file);
  } finally {
    closeSync(file);
  }
}
