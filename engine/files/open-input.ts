import { closeSync, constants, fstatSync, lstatSync, openSync, statSync } from 'node:fs';
import { isOpenHere } from '../threads/open-databases.ts';
import { exactPath } from './exact-path.ts';
import { unreadable } from './path-faults.ts';

export const openHere = 'it is the case file that is open, or belongs to it';

/** Whether a link leads to what it names, as for a path that a person gave, or is refused, as for what was found in a folder. */
type Links = 'followed' | 'refused';

/** @param path as `exact-path.ts` has it
 * @throws AppError FILE_UNREADABLE where there is no regular file that can be read: a pipe or a device may never end; or SQLite has it open
 * here, which would lose its locks where somebody else closes the file */
export function openInput(path: string, links: Links = 'followed'): number {
  try {
    const exact = exactPath(path);
    // Before it is opened, since opening alone does something to some devices; and of the open file, since another may stand there by then.
    refuseOther(links === 'followed' ? statSync(exact) : lstatSync(exact));
    if (isOpenHere(path)) throw new Error(openHere);
    // Without waiting for a writer, should it be a pipe by then. Windows has neither flag, nor names pipes by paths.
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
    const file = openSync(exact, links === 'followed' ? flags : flags | (constants.O_NOFOLLOW ?? 0));
    try {
      refuseOther(fstatSync(file));
    } catch (error) {
      closeSync(file);
      throw error;
    }
    return file;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function refuseOther(status: { isDirectory(): boolean; isFile(): boolean }): void {
  if (status.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
  if (!status.isFile()) throw new Error('it is no regular file');
}

/** Runs `work` on an open file, and closes it whatever comes. */
export async function withInput<T>(
  path: string,
  work: (file: number) => T | Promise<T>,
  links: Links = 'followed',
): Promise<T> {
  const file = openInput(path, links);
  try {
    return await work(file);
  } finally {
    closeSync(file);
  }
}
