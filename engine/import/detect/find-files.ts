import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SkippedFile } from '../../../shared/domain/case.ts';
import { AppError } from '../../../shared/errors.ts';
import { isBeingBuilt } from '../../case/create.ts';
import { exactPath, exactText, toldPath } from '../../files/exact-path.ts';
import { withInput } from '../../files/open-input.ts';
import { unreadable } from '../../files/path-faults.ts';
import type { StopFlag } from '../../threads/signal.ts';

/** A file that is to be imported, or to be passed over if it turns out to be no trail. */
export interface FoundFile {
  /** Absolute; as `exact-path.ts` has it. */
  readonly path: string;
  /** As a person would call it: its path from the folder that was named, with `/`. */
  readonly name: string;
  /** The folder that was named, absolute; null where the file itself was. */
  readonly folder: string | null;
}

export interface Found {
  readonly files: readonly FoundFile[];
  readonly skipped: readonly SkippedFile[];
  /** The absolute paths of both. */
  readonly paths: ReadonlySet<string>;
}

/**
 * The files that paths stand for: a folder's regular files, its folders' too, in the order of their names. Links are not
 * followed: a folder from the other side must not reach outside itself. The case that is being made of them is none of them.
 *
 * @throws AppError FILE_UNREADABLE, CANCELLED
 */
export function findFiles(paths: readonly string[], stop: StopFlag): Found {
  const files: FoundFile[] = [];
  const skipped: SkippedFile[] = [];
  const seen = new Set<string>();
  const walk = (folder: string, inner: string) => {
    stop.check();
    for (const entry of list(join(folder, inner))) {
      const name = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (isBeingBuilt(join(folder, name))) continue;
      if (!entry.isDirectory()) seen.add(join(folder, name));
      if (entry.isDirectory()) walk(folder, name);
      else if (entry.isFile()) files.push({ path: join(folder, name), name: toldPath(name), folder });
      else skipped.push({ name: toldPath(name), reason: 'it is a link or a device, not a file' });
    }
  };
  for (const path of paths) {
    try {
      if (statSync(exactPath(path)).isDirectory()) walk(resolve(path), '');
      else files.push({ path: resolve(path), name: toldPath(path), folder: null });
      seen.add(resolve(path));
    } catch (error) {
      throw error instanceof AppError ? error : unreadable(path, error);
    }
  }
  return { files, skipped, paths: seen };
}

/** Runs `work` on a found file, opened; a link that has taken the place of one in a folder since is not followed either. */
export function withFound<T>(
  { path, folder }: FoundFile,
  work: (file: number) => T | Promise<T>,
): Promise<T> {
  return withInput(path, work, folder === null ? 'followed' : 'refused');
}

interface Listed {
  /** As `exact-path.ts` has it. */
  readonly name: string;
  isDirectory(): boolean;
  isFile(): boolean;
}

function list(folder: string): Listed[] {
  try {
    return readdirSync(exactPath(folder), { withFileTypes: true, encoding: 'buffer' })
      .map((entry) => ({
        name: exactText(entry.name),
        isDirectory: () => entry.isDirectory(),
        isFile: () => entry.isFile(),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw leftOut(unreadable(folder, error));
  }
}

/** What stands in a folder and cannot be read stops the import of it: what is in it is not known, and would be missing. */
export function leftOut({ code, message, safe, details, cause }: AppError): AppError {
  const next = 'make it readable, or import a copy of the folder without it: nothing is left out silently';
  return new AppError({ code, message, safe, next, details }, { cause });
}
