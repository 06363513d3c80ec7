import type Database from 'better-sqlite3';

/** A connection that only reads. */
export type ReadableDb = Database.Database & { readonly __access: 'read' | 'write' };
/** The one connection that writes; it can read too. */
export type WritableDb = Database.Database & { readonly __access: 'write' };

const statements = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/**
 * The statement of this text, made once for each connection: making one costs more than running it, and an import may be
 * of thousands of small files. For `get` and `run`, and never to be configured: whoever asks next gets the same.
 */
export function prepared<Parameters extends unknown[] = unknown[], Row = unknown>(
  db: ReadableDb,
  sql: string,
): Database.Statement<Parameters, Row> {
  let known = statements.get(db);
  if (known === undefined) {
    known = new Map();
    statements.set(db, known);
  }
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = db.prepare(sql);
    known.set(sql, statement);
  }
  return statement as Database.Statement<Parameters, Row>;
}

/**
 * Asks several questions as one: each by itself locks the file, and looks whether it was changed since the last. Nobody writes meanwhile, so
 * it is for what takes milliseconds. A transaction would do the same, but not while rows are being read.
 */
export function asOneRead<T>(db: ReadableDb, questions: () => T): T {
  // A statement that still has rows to give holds the file for all others.
  const rows = db.prepare('SELECT rowid FROM sqlite_schema').iterate();
  rows.next();
  try {
    return questions();
  } finally {
    rows.return?.();
  }
}

/**
 * Asks questions of one state of the file, however long that takes; where it is not in WAL mode, whoever wants to write waits. So it is for
 * what was found to be wrong while others were writing.
 */
export function ofOneState<T>(db: ReadableDb, questions: () => T): T {
  db.exec('BEGIN');
  try {
    return questions();
  } finally {
    db.exec('ROLLBACK');
  }
}
