import type { ReadableDb } from '../case/database.ts';
import type { CodedColumn } from '../case/schema.ts';

/** The codes of those of the values that the column's dictionary has. */
export function codesOf(db: ReadableDb, column: CodedColumn, values: readonly string[]): number[] {
  return db
    .prepare<[string, string], number>(
      'SELECT code FROM term WHERE column = ? AND value IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .all(column, JSON.stringify(values));
}

/** Code to value. */
export function termsOf(db: ReadableDb, column: CodedColumn): Map<number, string> {
  return new Map(
    db.prepare<[string], [number, string]>('SELECT code, value FROM term WHERE column = ?').raw().all(column),
  );
}
