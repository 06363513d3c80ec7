import type Database from 'better-sqlite3';

/** A connection that only reads. */
export type ReadableDb = Database.Database & { readonly __access: 'read' | 'write' };
/** The one connection that writes; it can read too. */
export type WritableDb = Database.Database & { readonly __access: 'write' };

const statements = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/**
 * The prepared statement for this text, made once for each connection: preparing costs more than running, and an import may
 * have thousands of small files. Use it for `get` and `run` only, and never configure it: the next caller gets the same one.
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

const rowStatements = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/**
 * The prepared statement for this text whose rows are arrays, made once for each connection: what a statement holds outside of the heap is
 * given back only once the garbage collector comes to it, and of thousands that have served it sees nothing to hurry for. For `all` only.
 */
export function preparedRows<Parameters extends unknown[], Row>(
  db: ReadableDb,
  sql: string,
): Database.Statement<Parameters, Row> {
  let known = rowStatements.get(db);
  if (known === undefined) {
    known = new Map();
    rowStatements.set(db, known);
  }
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = db.prepare(sql).raw();
    known.set(sql, statement);
  }
  return statement as Database.Statement<Parameters, Row>;
}

/**
 * Asks several questions under one lock. Otherwise each question locks the file and checks whether it changed. Nobody can write
 * meanwhile, so this is for work of milliseconds. A transaction would do the same, but not while rows are being read.
 */
export function asOneRead<T>(db: ReadableDb, questions: () => T): T {
  // A statement with rows still to come keeps the file locked for all the others.
  const rows = db.prepare('SELECT rowid FROM sqlite_schema').iterate();
  rows.next();
  try {
    return questions();
  } finally {
    rows.return?.();
  }
}

/**
 * Asks questions of one state of the file, however long that takes. Outside WAL mode, writers wait meanwhile. So this is for
 * confirming what seemed wrong while others were writing.
 */
export function ofOneState<T>(db: ReadableDb, questions: () => T): T {
  db.exec('BEGIN');
  try {
    return questions();
  } finally {
    db.exec('ROLLBACK');
  }
}

/** Calls `closed` once, when the connection is closed. */
export function whenClosed(db: Database.Database, closed: () => void): void {
  const close = db.close;
  db.close = () => {
    if (!db.open) return db;
    close.call(db);
    closed();
    return db;
  };
}
