import type { ReadableDb } from '../case/database.ts';
import { containsFolded } from './match/fold.ts';
import { registerMatches } from './match/sql-function.ts';

const prepared = new WeakSet<ReadableDb>();

/** Gives the connection the functions that compiled queries call. Only while no statement of it is being iterated. */
export function registerQueryFunctions(db: ReadableDb): void {
  if (prepared.has(db)) return;
  db.function(
    'contains_folded',
    { deterministic: true, directOnly: true },
    (text: unknown, needle: unknown) =>
      typeof text === 'string' && typeof needle === 'string' && containsFolded(text, needle) ? 1 : 0,
  );
  registerMatches(db);
  prepared.add(db);
}

/**
 * SQL that is 1 where `value`, an SQL expression for text, contains the folded needle bound as `parameter`, and 0 or NULL
 * otherwise. Plain ASCII text, nearly all there is, never leaves SQLite; `length` stops at a NUL and `octet_length` does
 * not, so text with a NUL takes the other way as well. `instr` and `upper` go by the byte count: LIKE would not.
 */
export function containsSql(value: string, needle: string, parameter: string): string {
  const other = `contains_folded(${value}, ${parameter})`;
  // Text of ASCII alone cannot hold a needle that is not.
  if (!isAscii(needle)) return `(octet_length(${value}) <> length(${value}) AND ${other})`;
  return `CASE WHEN octet_length(${value}) = length(${value}) THEN instr(upper(${value}), ${parameter}) > 0 ELSE ${other} END`;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
