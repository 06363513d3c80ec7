import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { countOpen } from '../threads/open-databases.ts';
import { checkBeside, indexPath, unsettledLog } from './beside.ts';
import { type ReadableDb, type WritableDb, whenClosed } from './database.ts';
import { callsItselfPack, withCaseFaults } from './faults.ts';
import { checkCaseFile, checkOpened, mayBeInWalMode } from './header.ts';
import { migrate } from './migrations.ts';
import { schemaVersion } from './schema.ts';
import { checkValueTypes } from './value-types.ts';

/** How long a connection waits for another's short transaction, in milliseconds. */
const patience = 2000;

/** Pages that a connection keeps which reads once, in KiB: SQLite's own default; better-sqlite3's is eight times that. */
const keptOfOnce = 2000;

/**
 * Opens a case for reading alone: the file is not changed, and need not be writable.
 *
 * `once`: every page is read once, mostly, and none is worth keeping for a second time.
 */
export function openReadable(path: string, { once = false }: { readonly once?: boolean } = {}): ReadableDb {
  checkCaseFile(path);
  checkBeside(path);
  const db = withCaseFaults(path, () => opened(path));
  if (once) db.pragma(`cache_size = -${keptOfOnce}`);
  return db;
}

/** A connection to a file that is there. That it is open is known to all of the process until it is closed. */
function connect(
  path: string,
  options: { readonly readonly?: boolean; readonly timeout: number },
): Database.Database {
  const closed = countOpen(path);
  let db: Database.Database;
  try {
    db = new Database(path, { ...options, fileMustExist: true });
  } catch (error) {
    closed();
    throw error;
  }
  whenClosed(db, closed);
  return db;
}

function opened(path: string): ReadableDb {
  try {
    return readable(path);
  } catch (error) {
    if (!needsRecovery(error)) throw error;
    // A process died while it was writing: what it left beside the file is taken back before anything is read.
    const recovering = connect(path, { timeout: patience });
    try {
      recovering.pragma('schema_version');
    } finally {
      recovering.close();
    }
    return readable(path);
  }
}

function readable(path: string): ReadableDb {
  const db = connect(path, { readonly: true, timeout: patience }) as ReadableDb;
  try {
    // A hostile case file could carry views and triggers of its own: without trust they can call nothing that acts.
    db.pragma('trusted_schema = OFF');
    db.prepare('SELECT count(*) FROM case_info').get();
    checkOpened(db, path);
    checkValueTypes(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLite's result codes for a reader that finds an interrupted write and may not undo it. */
function needsRecovery(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return (
    code === 'SQLITE_READONLY_ROLLBACK' ||
    code === 'SQLITE_READONLY_RECOVERY' ||
    code === 'SQLITE_READONLY_CANTLOCK'
  );
}

/**
 * What is in a file that calls itself an opened pack was never acquired here. Only a case that was made of a pack, for as long as that is
 * open, may say so, and nothing is written to that either.
 *
 * @throws AppError CASE_CORRUPT
 */
function refuseCalledPack(db: ReadableDb, path: string): void {
  if (db.prepare('SELECT 1 FROM case_info WHERE pack IS NOT NULL').get() !== undefined)
    throw callsItselfPack(path);
}

/**
 * Opens a case for writing, migrating an older one. Close it with `closeWritable`.
 *
 * `live`: in WAL mode, so that readers go on during a long write. At rest, and for short writes, a case is in rollback
 * mode, so that it can be read from read-only media and a write that fails leaves every byte as it was.
 */
export function openWritable(path: string, { live = false }: { readonly live?: boolean } = {}): WritableDb {
  const version = checkCaseFile(path);
  checkBeside(path);
  // Whoever leaves a log last puts it into the file: what is refused is to stay as it is.
  if (unsettledLog(path) !== null) openReadable(path).close();
  return withCaseFaults(path, () => {
    if (version < schemaVersion) migrate(path);
    const db = connect(path, { timeout: patience }) as WritableDb;
    try {
      db.pragma('trusted_schema = OFF');
      // Before anything that writes: every change of a case begins here.
      refuseCalledPack(db, path);
      checkOpened(db, path);
      checkValueTypes(db, path);
      if (live) goLive(db);
      db.pragma('synchronous = FULL');
      db.pragma('foreign_keys = ON');
      return db;
    } catch (error) {
      db.close();
      if (live) leaveWal(path);
      throw error;
    }
  });
}

/** The log and its index are made when something is first read through them. */
function goLive(db: WritableDb): void {
  db.pragma('journal_mode = WAL');
  db.pragma('schema_version');
}

/**
 * Puts a case back into rollback mode that could not be brought into WAL mode whole: where the disk has no room for the index of the log,
 * nobody could read it any more. Alone, SQLite keeps that index in its memory. https://www.sqlite.org/wal.html#noshm
 */
function leaveWal(path: string): void {
  try {
    if (!mayBeInWalMode(path)) return;
    const alone = connect(path, { timeout: 0 });
    try {
      alone.pragma('locking_mode = EXCLUSIVE');
      alone.pragma('schema_version');
      if (alone.pragma('journal_mode', { simple: true }) !== 'wal') return;
      // What was made of it takes the room that is needed now, and nobody else reads it any more.
      rmSync(indexPath(path), { force: true });
      alone.pragma('journal_mode = DELETE');
    } finally {
      alone.close();
    }
  } catch {
    // Somebody else has it open: they will do this when they leave.
  }
}

/** Closes the connection; the last one to leave puts the file back into rollback mode. */
export function closeWritable(db: WritableDb): void {
  if (!db.open) return;
  try {
    if (db.pragma('journal_mode', { simple: true }) === 'wal') {
      db.pragma('busy_timeout = 0');
      // A connection that has not read has not opened the log that readers made, and would leave its files behind.
      db.prepare('SELECT count(*) FROM case_info').get();
      db.pragma('journal_mode = DELETE');
    }
  } catch {
    // Somebody else has it open: they will do this when they leave.
  }
  db.close();
}

/** Puts a case that readers kept in WAL mode back into rollback mode, where nobody else has it open. */
export function settle(path: string): void {
  try {
    if (mayBeInWalMode(path)) closeWritable(openWritable(path));
  } catch {
    // In use elsewhere, or gone: whoever has it settles it.
  }
}
