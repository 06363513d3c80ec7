import { setImmediate } from 'node:timers/promises';
import type { SkippedFile } from '../../../shared/domain/case.ts';
import type { UncheckedHash } from '../../../shared/domain/import.ts';
import { AppError } from '../../../shared/errors.ts';
import { toldPath } from '../../files/exact-path.ts';
import type { StopFlag } from '../../threads/signal.ts';
import type { Wish } from './detect.ts';
import { type Examined, examine, type Look, reasonOf, type Trail } from './examine.ts';
import { type Expected, ExpectedHashes, holdsHashes, isHashFile } from './expected-hashes.ts';
import { type FoundFile, findFiles, leftOut } from './find-files.ts';

/** A file that is imported: a trail, or a zip with trails in it. */
export type Planned = Exclude<Examined, { kind: 'skipped' }> & {
  /** Of the file itself: the zip, not what is in it. */
  readonly expected: readonly Expected[];
};

export interface Plan {
  readonly files: readonly Planned[];
  readonly skipped: readonly SkippedFile[];
  /** Hashes that were stated and could not be checked. */
  readonly unchecked: readonly UncheckedHash[];
  /** How many files the paths stand for, trails or not; what is in a zip does not count. */
  readonly found: number;
  /** Of all files that are imported, in bytes. */
  readonly bytes: number;
}

/**
 * Finds the files of an import and says of each what it holds. Detection and import both begin here, so that one
 * tells what the other does.
 *
 * @throws AppError FILE_UNREADABLE, FORMAT_UNKNOWN where nothing is a trail, or a file that was named is none; CANCELLED
 */
export async function planImport(
  paths: readonly string[],
  wish: Wish,
  stop: StopFlag,
  look?: Look,
): Promise<Plan> {
  const found = findFiles(paths, stop);
  const hashes = new ExpectedHashes();
  const files: Planned[] = [];
  const skipped: SkippedFile[] = [...found.skipped];
  const unchecked: UncheckedHash[] = [];
  for (const file of found.files) {
    // Detection runs where messages arrive, a wish to stop among them.
    await setImmediate();
    stop.check();
    if (isHashFile(file.name)) {
      skipped.push({ name: file.name, reason: holdsHashes });
      hashes.lookFor(file, found.paths);
      continue;
    }
    const examined = await examineFound(file, wish, stop, look);
    if (examined.kind === 'skipped') {
      // A file that was named is meant: passing it over would be a surprise.
      if (file.folder === null) throw examined.why;
      skipped.push({ name: file.name, reason: reasonOf(examined.why) });
      continue;
    }
    if (examined.kind === 'zip') {
      for (const each of withoutTrails(examined)) skipped.push(each);
      for (const each of examined.unchecked) unchecked.push(inside(file, each));
    }
    if (examined.kind === 'trail' || examined.trails.length > 0)
      files.push({ ...examined, expected: hashes.of(file) });
  }
  if (files.length === 0) throw nothingToImport(paths, found.files, skipped);
  return {
    files,
    skipped,
    unchecked: [...hashes.unchecked, ...unchecked],
    found: found.files.length + found.skipped.length,
    bytes: files.reduce((total, file) => total + bytesOf(file), 0),
  };
}

async function examineFound(file: FoundFile, wish: Wish, stop: StopFlag, look?: Look): Promise<Examined> {
  try {
    return await examine(file, wish, stop, look);
  } catch (error) {
    const folderHasIt = file.folder !== null && error instanceof AppError && error.code === 'FILE_UNREADABLE';
    throw folderHasIt ? leftOut(error) : error;
  }
}

function inside<T extends { readonly name: string }>(file: FoundFile, each: T): T {
  return { ...each, name: `${file.name}: ${each.name}` };
}

/** What a zip holds beside trails; one that was named and holds none is refused. */
function withoutTrails({ file, trails, skipped }: Extract<Examined, { kind: 'zip' }>): SkippedFile[] {
  const members = skipped.map((each) => inside(file, each));
  if (trails.length > 0) return members;
  if (file.folder === null) throw noTrail(`no file in ${file.name} is a trail`, members);
  return [...members, { name: file.name, reason: 'no file in it is a trail' }];
}

export function bytesOf(file: Planned): number {
  return file.kind === 'zip' ? file.bytes : file.trail.bytes;
}

export function trailsOf(file: Planned): readonly Trail[] {
  return file.kind === 'zip' ? file.trails : [file.trail];
}

/**
 * Of nothing but empty files there is nothing to import, and nothing that a verification could find wrong.
 *
 * @param safe what is so although it is refused
 * @throws AppError INVALID_INPUT
 */
export function refuseEmpty({ files }: Plan, safe: string): void {
  if (files.flatMap(trailsOf).some(({ detected }) => detected.layout.form !== 'empty')) return;
  const names = files.map(({ file }) => toldPath(file.path)).join(', ');
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${names}: the file is empty`,
    safe,
    next: 'check that its export was completed',
  });
}

function nothingToImport(
  paths: readonly string[],
  files: readonly FoundFile[],
  skipped: readonly SkippedFile[],
): AppError {
  if (files.length > 0) return noTrail(`no file in ${paths.join(', ')} is a trail`, skipped);
  return new AppError({
    code: 'INVALID_INPUT',
    message: `there is no file in ${paths.join(', ')}`,
    safe: 'nothing was imported',
    next: 'name the files or the folder that holds them',
  });
}

function noTrail(message: string, skipped: readonly SkippedFile[]): AppError {
  const [first] = skipped;
  return new AppError({
    code: 'FORMAT_UNKNOWN',
    message: first === undefined ? message : `${message}; of ${first.name}: ${first.reason}`,
    safe: 'nothing was imported',
    next: 'check that they are audit trails that arrived whole',
    details: { skipped: skipped.slice(0, 100) },
  });
}
