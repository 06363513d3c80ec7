import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { appendCustody } from '../custody/log.ts';
import { fileFault, isMissing } from '../files/file-fault.ts';
import { nameable } from '../files/nameable.ts';
import { isTaken, syncFolder } from '../files/place-file.ts';
import { countOpen, isOpenHere } from '../threads/open-databases.ts';
import { refuseLeftBeside } from './beside.ts';
import { type WritableDb, whenClosed } from './database.ts';
import { caseFault } from './faults.ts';
import { syncFile } from './migrations.ts';
import { applicationId, schema, schemaVersion } from './schema.ts';

export interface NewCase {
  readonly title: string;
  readonly examiner?: string | undefined;
}

/**
 * Builds a case beside `path` and puts it there when `fill` is done: until then nothing stands at `path`, and a
 * process killed on the way leaves only a file that the next creation removes. Built without a journal, which halves
 * the writing of a large import.
 *
 * @throws AppError INVALID_INPUT where something stands at `path` already, DISK_FULL, FILE_UNREADABLE
 */
export async function buildCase<T>(
  path: string,
  about: NewCase,
  fill: (db: WritableDb) => Promise<T> | T,
): Promise<T> {
  const building = nameable(`${buildingPrefix(path)}${process.pid}-${randomBytes(4).toString('hex')}`, path);
  removeAbandoned(path);
  if (isTaken(path)) throw taken(path);
  refuseLeftBeside(path);
  let db: WritableDb | undefined;
  try {
    db = initialize(building, about);
    const result = await fill(db);
    db.close();
    syncFile(building);
    refuseLeftBeside(path);
    place(building, path);
    // What was imported is there after a power cut too: the file was synced, and now its name.
    syncFolder(dirname(resolve(path)));
    return result;
  } catch (error) {
    throw caseFault(error, path);
  } finally {
    db?.close();
    rmSync(building, { force: true });
  }
}

/** Makes an empty case. */
export async function createCase(path: string, about: NewCase): Promise<void> {
  await buildCase(path, about, () => undefined);
}

function initialize(building: string, { title, examiner }: NewCase): WritableDb {
  const db = new Database(building) as WritableDb;
  whenClosed(db, countOpen(building));
  db.pragma('page_size = 8192');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma(`application_id = ${applicationId}`);
  db.exec(schema);
  const uuid = randomUUID();
  const created = new Date().toISOString();
  db.prepare('INSERT INTO case_info (id, uuid, title, examiner, created) VALUES (1, ?, ?, ?, ?)').run(
    uuid,
    title.toWellFormed(),
    examiner?.toWellFormed() ?? null,
    created,
  );
  appendCustody(db, examiner?.toWellFormed() ?? defaultActor, 'create', {
    uuid,
    title: title.toWellFormed(),
    created,
  });
  db.pragma(`user_version = ${schemaVersion}`);
  db.pragma('foreign_keys = ON');
  return db;
}

/** Who acted, where nobody was named. */
export const defaultActor = 'unnamed';

/** A link, unlike a rename, fails where a file already stands; file systems without links get the next best. */
function place(building: string, path: string): void {
  try {
    linkSync(building, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' && !existsSync(path)) {
      renameSync(building, path);
      return;
    }
    throw taken(path);
  }
}

function taken(path: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `a file already stands at ${path}`,
    safe: 'it was not touched',
    next: 'choose another path, or import into the case that is there',
  });
}

/** Whether it is the case that is being made here: it stands beside its place, which may be the folder that is imported. */
export function isBeingBuilt(path: string): boolean {
  return /^\..*\.building-[1-9][0-9]*-[0-9a-f]{8}$/.test(basename(path)) && isOpenHere(path);
}

function buildingPrefix(path: string): string {
  return join(dirname(resolve(path)), `.${basename(path)}.building-`);
}

function removeAbandoned(path: string): void {
  const prefix = buildingPrefix(path);
  const folder = dirname(prefix);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new AppError(
      {
        code: 'FILE_UNREADABLE',
        message: `the folder ${folder} cannot be used: ${isMissing(error) ? 'it does not exist' : fileFault(error)}`,
        safe: 'nothing was changed',
        next: 'choose a folder that exists and that you can write to',
      },
      { cause: error },
    );
  }
  for (const name of names) {
    const rest = name.startsWith(basename(prefix)) ? name.slice(basename(prefix).length) : '';
    const pid = /^([1-9][0-9]*)-[0-9a-f]{8}(-journal)?$/.exec(rest)?.[1];
    // Nothing else is taken for a leftover: a person's own file may have such a beginning.
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(folder, name), { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
