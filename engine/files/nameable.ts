import { lstatSync } from 'node:fs';
import { unwritable } from './path-faults.ts';

/**
 * What a file is made under before it stands at `path`, where the file system takes such a name: one may be short enough
 * for the file, and too long for that.
 *
 * @throws AppError FILE_UNREADABLE
 */
export function nameable(beside: string, path: string): string {
  try {
    lstatSync(beside, { throwIfNoEntry: false });
    return beside;
  } catch (error) {
    throw unwritable(path, error, 'choose another path');
  }
}
