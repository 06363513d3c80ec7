import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SkippedFile } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import { unreadable } from '../case/faults.ts';
import type { StopFlag } from '../threads/signal.ts';

/** A file that is to be imported, or to be passed over if it turns out to be no trail. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** As a person would call it: its path from the folder that was named, with `/`. */
  readonly name: string;
  /** The folder that was named, absolute; null where the file itself was. */
  readonly folder: string | null;
}

export interface Found {
  readonly files: readonly FoundFile[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * The files that paths stand for: a folder's regular files, its folders' too, in the order of their names. Links are not
 * followed: a folder from the other side must not reach outside itself.
 *
 * @throws AppError FILE_UNREADABLE, CANCELLED
 */
export function findFiles(paths: readonly string[], stop: StopFlag): Found {
  const files: FoundFile[] = [];
  const skipped: SkippedFile[] = [];
  const walk = (folder: string, inner: string) => {
    stop.check();
    const entries = readdirSync(join(folder, inner), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory()) walk(folder, name);
      else if (entry.isFile()) files.push({ path: join(folder, name), name, folder });
      else skipped.push({ name, reason: 'it is a link or a device, not a file' });
    }
  };
  for (const path of paths) {
    try {
      if (statSync(path).isDirectory()) walk(resolve(path), '');
      else files.push({ path: resolve(path), name: path, folder: null });
    } catch (error) {
      throw error instanceof AppError ? error : unreadable(path, error);
    }
  }
  return { files, skipped };
}
