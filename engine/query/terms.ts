import type { ReadableDb } from '../case/database.ts';
import type { CodedColumn } from '../case/schema.ts';
import { slices } from '../slices.ts';
import type { TaskContext } from '../task.ts';
import { containsSql } from './text-match.ts';

/** The codes of those of the values that the column's dictionary has. */
export function codesOf(db: ReadableDb, column: CodedColumn, values: readonly string[]): number[] {
  return db
    .prepare<[string, string], number>(
      'SELECT code FROM term WHERE column = ? AND value IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .all(column, JSON.stringify(values));
}

/** The codes of the column's terms that contain the folded needle. */
export function codesContaining(
  db: ReadableDb,
  column: CodedColumn,
  needle: string,
  context: TaskContext,
): number[] {
  const select = db
    .prepare<[{ column: string; low: number; high: number; needle: string }], number>(
      `SELECT code FROM term WHERE column = @column AND code BETWEEN @low AND @high AND ${containsSql('value', needle, '@needle')}`,
    )
    .pluck();
  const codes: number[] = [];
  for (const { low, high } of slices(0, lastCode(db, column), context)) {
    for (const code of select.all({ column, low, high, needle })) codes.push(code);
  }
  return codes;
}

/** The codes of the column's terms that pass. */
export function codesPassing(
  db: ReadableDb,
  column: CodedColumn,
  test: (value: string) => boolean,
  context: TaskContext,
): number[] {
  const select = termRange(db);
  const codes: number[] = [];
  for (const { low, high } of slices(0, lastCode(db, column), context)) {
    for (const [code, value] of select.all(column, low, high)) if (test(value)) codes.push(code);
  }
  return codes;
}

/** Code to value, of all the column's terms. */
export function termsOf(db: ReadableDb, column: CodedColumn, context: TaskContext): Map<number, string> {
  const select = termRange(db);
  const terms = new Map<number, string>();
  for (const { low, high } of slices(0, lastCode(db, column), context)) {
    for (const [code, value] of select.all(column, low, high)) terms.set(code, value);
  }
  return terms;
}

function lastCode(db: ReadableDb, column: CodedColumn): number {
  return (
    db.prepare<[string], number | null>('SELECT max(code) FROM term WHERE column = ?').pluck().get(column) ??
    -1
  );
}

function termRange(db: ReadableDb) {
  return db
    .prepare<[string, number, number], [number, string]>(
      "SELECT code, ifnull(CAST(value AS TEXT), '') FROM term WHERE column = ? AND code BETWEEN ? AND ?",
    )
    .raw();
}
