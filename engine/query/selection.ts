/** Entries that a person chose one by one. */
import type { Scope } from '../../shared/contract/pack-operations.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';

export type Selection = Extract<Scope, { selection: unknown }>['selection'];

/** By id, ascending. @throws AppError INVALID_INPUT where one of them is not in the case: nothing is left out silently */
export function selectedEntries(db: ReadableDb, selection: Selection): Float64Array {
  const ids = 'entries' in selection ? numbered(db, selection.entries) : named(db, selection.entryIds);
  return Float64Array.from(new Set(ids)).sort();
}

function numbered(db: ReadableDb, numbers: readonly number[]): number[] {
  const ids = db
    .prepare<[string], number>('SELECT id FROM entry_row WHERE id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(numbers));
  const missing = new Set(numbers).difference(new Set(ids));
  if (missing.size > 0) throw notThere(missing, 'has the number');
  return ids;
}

function named(db: ReadableDb, names: readonly string[]): number[] {
  const rows = db
    .prepare<[string], [number, string]>(
      'SELECT id, entry_id FROM entry_row WHERE entry_id IN (SELECT value FROM json_each(?))',
    )
    .raw()
    .all(JSON.stringify(names));
  const missing = new Set(names).difference(new Set(rows.map(([, name]) => name)));
  if (missing.size > 0) throw notThere(missing, 'carries the id');
  return rows.map(([id]) => id);
}

function notThere(missing: ReadonlySet<string | number>, has: string): AppError {
  const [first] = missing;
  const more = missing.size === 1 ? '' : `, nor ${missing.size - 1} more of the selection`;
  return new AppError({
    code: 'INVALID_INPUT',
    message: `no entry ${has} ${JSON.stringify(first)}${more}`,
    safe: 'nothing was written',
    next: 'choose the entries again: an id must match exactly, in upper and lower case',
  });
}
