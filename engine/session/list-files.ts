import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { FileListing } from '../../shared/contract/operations.ts';
import { unreadable } from '../files/path-faults.ts';

/** A folder's files and folders, for choosing one where the host has no dialog of its own. Hidden ones are left out. */
export function listFiles(directory = homedir()): FileListing {
  const folder = resolve(directory);
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch (error) {
    throw unreadable(folder, error);
  }
  const entries = names
    .map((name) => entryOf(folder, name))
    .filter((entry) => entry !== null)
    .sort((a, b) => Number(b.directory) - Number(a.directory) || a.name.localeCompare(b.name, 'en'));
  const parent = dirname(folder);
  return { directory: folder, parent: parent === folder ? null : parent, entries };
}

function entryOf(folder: string, name: string): FileListing['entries'][number] | null {
  const path = join(folder, name);
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return null;
  return { name, path, directory: status.isDirectory(), bytes: status.size };
}
