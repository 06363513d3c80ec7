import type { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from './database.ts';
import { corrupt } from './faults.ts';

/** Small tables that nearly everything reads. */
const readByAll = ['case_info', 'source', 'container', 'acquisition', 'pack'];

/** How SQLite tells of a value that its column cannot hold, or of a column that is empty and must not be. */
const wrongValue = /^(?:(?:non-)?[A-Z]+ value in |CHECK constraint failed in )/;

/**
 * The tables are STRICT, and whoever reads a row relies on the types of its values. A file that was written byte by byte, or whose schema was
 * another for a moment, holds any: of small tables that is found out where it is opened.
 *
 * @throws AppError CASE_CORRUPT
 */
export function checkValueTypes(db: ReadableDb, path: string): void {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  // One that is missing is told of by whoever needs it.
  for (const table of readByAll.filter((name) => tables.includes(name))) {
    const wrong = faultsOf(db, table, 'quick_check').find((fault) => wrongValue.test(fault));
    if (wrong !== undefined) throw corrupt(path, `SQLite reports: ${wrong}`);
  }
}

/**
 * What SQLite finds wrong with a table, and with its indexes where they are checked too: up to a hundred faults, in its own words. Nobody writes
 * meanwhile. https://www.sqlite.org/pragma.html#pragma_integrity_check
 */
export function faultsOf(db: ReadableDb, table: string, how: 'quick_check' | 'integrity_check'): string[] {
  const faults = db.prepare<[], string>(`PRAGMA ${how}('${table}')`).pluck().all();
  return faults.filter((fault) => fault !== 'ok');
}

/**
 * What a fault that nobody foresaw may come of: a value of another type anywhere in the tables. It costs a pass over the rows, so this is
 * for when there was such a fault. Null where every value is of its column's type, or where there is no case file to read.
 */
export function damageBehind(db: ReadableDb, cause: unknown): AppError | null {
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
      .pluck()
      .all();
    for (const table of tables) {
      const wrong = faultsOf(db, table, 'quick_check').find((fault) => wrongValue.test(fault));
      if (wrong !== undefined) return corrupt(db.name, `SQLite reports: ${wrong}`, cause);
    }
    return null;
  } catch {
    return null;
  }
}
