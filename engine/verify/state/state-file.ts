import { closeSync, openSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '../../../shared/errors.ts';
import { nameable } from '../../files/nameable.ts';
import { outFault } from '../../files/out-fault.ts';
import { KeptProgress } from './kept-progress.ts';
import { printState, type SourceState, sourceStateSchema, stateVersion } from './source-state.ts';

/** `CSBV`: marks the file as a verification's state (SQLite's application_id). */
const applicationId = 0x43534256;

const tables = `
  DROP TABLE IF EXISTS source_state;
  DROP TABLE IF EXISTS segment;
  DROP TABLE IF EXISTS progress;
  CREATE TABLE source_state (source INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;
  CREATE TABLE segment (digest TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE progress (
    source INTEGER NOT NULL, seq INTEGER NOT NULL, asked TEXT NOT NULL, time TEXT NOT NULL,
    bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, offset INTEGER NOT NULL, line INTEGER NOT NULL, ordinal INTEGER NOT NULL,
    tabular TEXT NOT NULL, state TEXT NOT NULL, hashes BLOB NOT NULL, others TEXT NOT NULL, followed BLOB NOT NULL,
    contents BLOB NOT NULL, ids BLOB NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (source, seq)
  ) STRICT;
`;

const faults = new WeakSet<object>();

/** Whether an error is about a state, and not about what is verified with it. */
export function isStateFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && faults.has(error);
}

/** Of bare exports, any of which may be gone on with from what one file keeps. */
export const ofExports = 'exports';

/**
 * What verifications derived of the sources of one case, or of bare exports. Each thing is kept as soon as it is known, in one
 * transaction, so that whatever ends a verification, the next one goes on from there. It is the examiner's own: whoever can
 * write it decides what is not derived again.
 */
export class StateFile {
  private readonly path: string;
  private readonly subject: string;
  private readonly db: Database.Database;

  /**
   * `subject`: the UUID of the case, or `ofExports`.
   *
   * @throws AppError INVALID_INPUT where the file is something else, or of another case; FILE_UNREADABLE, DISK_FULL
   */
  constructor(path: string, subject: string) {
    this.path = path;
    this.subject = subject;
    // The longest that SQLite puts beside it: a name may be short enough for the file, and that too long.
    this.attempt(() => nameable(`${path}-journal`, path));
    const size = this.attempt(() => statSync(path, { throwIfNoEntry: false })?.size);
    if (size === undefined) this.attempt(() => closeSync(openSync(path, 'wx', 0o600)));
    // An empty one was made by a verification that did not come further.
    else if (size > 0) this.attempt(() => this.examine());
    this.db = this.attempt(() => this.open());
  }

  /** Null where nothing is kept that this version reads. */
  find(source: number): SourceState | null {
    const text = this.attempt(() =>
      this.db
        .prepare<[number], string>('SELECT state FROM source_state WHERE source = ?')
        .pluck()
        .get(source),
    );
    const state = sourceStateSchema.safeParse(parsed(text ?? ''));
    return state.success ? state.data : null;
  }

  /** @throws AppError DISK_FULL, FILE_UNREADABLE */
  keep(state: SourceState): void {
    this.attempt(() =>
      this.db
        .prepare('INSERT OR REPLACE INTO source_state (source, state) VALUES (?, ?)')
        .run(state.source, printState(state)),
    );
  }

  /** Whether a segment of the review index, and the rows that it is of, were found to agree. */
  hasSegment(digest: string): boolean {
    return this.attempt(
      () =>
        this.db.prepare<[string], number>('SELECT 1 FROM segment WHERE digest = ?').pluck().get(digest) === 1,
    );
  }

  /** In place of those that were kept before. @throws AppError DISK_FULL, FILE_UNREADABLE */
  keepSegments(digests: readonly string[]): void {
    this.attempt(() =>
      this.db.transaction(() => {
        this.db.prepare('DELETE FROM segment').run();
        const add = this.db.prepare<[string]>('INSERT OR IGNORE INTO segment (digest) VALUES (?)');
        for (const digest of digests) add.run(digest);
      })(),
    );
  }

  /** How far the source was followed. `asked`: SHA-256 of how; what was followed otherwise is not gone on with. */
  progressOf(source: number, asked: string): KeptProgress {
    return new KeptProgress(this.db, source, asked, (work) => this.attempt(work));
  }

  /** Other sources of which a place within `size` bytes is kept: the furthest first, at most eight. */
  followedAlike(source: number, asked: string, size: number): number[] {
    return this.attempt(() =>
      this.db
        .prepare<[number, string, number], number>(
          `SELECT source FROM progress WHERE source <> ? AND asked = ? AND bytes <= ?
           GROUP BY source ORDER BY max(bytes) DESC LIMIT 8`,
        )
        .pluck()
        .all(source, asked, size),
    );
  }

  close(): void {
    this.db.close();
  }

  /** Before anything is written: what somebody names by mistake stays as it is. */
  private examine(): void {
    let subject: string | undefined;
    try {
      const db = new Database(this.path, { readonly: true });
      try {
        if (db.pragma('application_id', { simple: true }) === applicationId)
          subject = db.prepare<[], string>('SELECT what FROM subject').pluck().get();
      } finally {
        db.close();
      }
    } catch (error) {
      if (codeOf(error).startsWith('SQLITE_BUSY')) throw error;
      // Told below: whatever it is, it is no state.
    }
    if (subject === undefined) throw this.wrong('it is no state of a verification');
    if (subject !== this.subject) throw this.wrong('it is of another case, or of exports instead of a case');
  }

  private open(): Database.Database {
    const db = new Database(this.path);
    db.pragma('trusted_schema = OFF');
    const isState = db.pragma('application_id', { simple: true }) === applicationId;
    if (isState && db.pragma('user_version', { simple: true }) === stateVersion) return db;
    db.transaction(() => {
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${stateVersion}`);
      // What was derived by other rules is derived again.
      db.exec(tables);
      if (isState) return;
      db.exec('CREATE TABLE subject (what TEXT NOT NULL) STRICT');
      db.prepare('INSERT INTO subject (what) VALUES (?)').run(this.subject);
    })();
    return db;
  }

  private attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const fault = this.fault(error);
      if (typeof fault === 'object' && fault !== null) faults.add(fault);
      throw fault;
    }
  }

  private fault(error: unknown): unknown {
    const code = codeOf(error);
    if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_WRITE')
      return outFault(this.path, { ...(error as Error), code: 'ENOSPC' });
    if (code.startsWith('SQLITE_BUSY')) return this.wrong('another verification is writing it');
    if (code.startsWith('SQLITE')) return this.wrong(`SQLite says: ${(error as Error).message}`);
    if (code === '') return this.wrong('what stands in it is not what was written');
    return outFault(this.path, error);
  }

  private wrong(why: string): AppError {
    return new AppError({
      code: 'INVALID_INPUT',
      message: `${this.path} cannot be gone on from: ${why}`,
      safe: 'it was not touched, and nothing was checked',
      next: 'name a file that is not there yet, or the one of this case',
    });
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
