import type { ReadableDb } from '../case/database.ts';
import { codedColumns } from '../case/schema.ts';
import type { KnownTerms } from './terms.ts';

/** The terms that the case's columns hold so far. */
export function knownTerms(db: ReadableDb): KnownTerms {
  const select = db
    .prepare<[string], [number, string]>('SELECT code, value FROM term WHERE column = ? ORDER BY code')
    .raw();
  return Object.fromEntries(codedColumns.map((column) => [column, select.all(column)]));
}
