import { closeSync, openSync, statSync } from 'node:fs';
import { unreadable } from './faults.ts';

/** @throws AppError FILE_UNREADABLE where there is no regular file that can be read: a pipe or a device may never end */
export function openInput(path: string): number {
  try {
    const status = statSync(path);
    if (status.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
    if (!status.isFile()) throw new Error('it is no regular file');
    return openSync(path, 'r');
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
