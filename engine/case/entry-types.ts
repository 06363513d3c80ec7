import type { ReadableDb } from './database.ts';
import { corrupt } from './faults.ts';
import { storedColumns, storedType } from './schema.ts';

type Kind = ReturnType<typeof storedType> | 'BLOB';

/** Of each column of `entry_row`, what it holds; `NOT NULL` in those before the stored columns. */
const kinds = new Map<string, { readonly kind: Kind; readonly isNullable: boolean }>([
  ...['id', 'source', 'ordinal', 'line', 'offset', 'length'].map(
    (name) => [name, { kind: 'INTEGER', isNullable: false }] as const,
  ),
  ['content', { kind: 'BLOB', isNullable: false }],
  ...storedColumns.map((name) => [name, { kind: storedType(name), isNullable: true }] as const),
  ['conflicts_with', { kind: 'INTEGER', isNullable: true }],
]);

function isOf(kind: Kind, value: unknown): boolean {
  if (kind === 'INTEGER') return Number.isInteger(value);
  if (kind === 'REAL') return typeof value === 'number';
  if (kind === 'TEXT') return typeof value === 'string';
  if (kind === 'BLOB') return value instanceof Uint8Array;
  return Number.isInteger(value) || typeof value === 'string';
}

function wrongValue(db: ReadableDb, id: unknown, column: string): Error {
  return corrupt(db.name, `entry ${String(id)} holds a value in ${column} that no import writes there`);
}

/**
 * Checks rows of entries as they are read: SQLite keeps the types of values, but not in a file that was written past it, and what
 * relies on them would show, or compute with, something else.
 */
export class EntryTypes {
  private readonly db: ReadableDb;
  private readonly columns: ReadonlyArray<{
    readonly at: number;
    readonly name: string;
    readonly kind: Kind;
    readonly isNullable: boolean;
  }>;

  /** @param selected expressions of SQL; those that are a column of `entry_row AS e` are checked */
  constructor(db: ReadableDb, selected: readonly string[]) {
    this.db = db;
    this.columns = selected.flatMap((expression, at) => {
      const name = expression.replace(/^e\./, '');
      const known = kinds.get(name);
      return known === undefined ? [] : [{ at, name, ...known }];
    });
  }

  /**
   * @param row the cells that were selected, in their order
   * @throws AppError CASE_CORRUPT
   */
  check(id: unknown, row: readonly unknown[]): void {
    for (const { at, name, kind, isNullable } of this.columns) {
      const value = row[at];
      if (value === null ? !isNullable : !isOf(kind, value)) throw wrongValue(this.db, id, name);
    }
  }
}

/** The same of one row, by the names of its columns. */
export function checkEntryTypes(db: ReadableDb, id: number, row: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(row);
  new EntryTypes(db, names).check(
    id,
    names.map((name) => row[name]),
  );
}
