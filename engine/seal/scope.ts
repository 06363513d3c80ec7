import type { Scope } from '../../shared/contract/pack-operations.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { matchedIds } from '../query/results.ts';
import { codesOf } from '../query/terms.ts';
import type { TaskContext } from '../task.ts';

/** The entries that a pack is about, by id, ascending: in the order of the sources. */
export function scopeEntries(db: ReadableDb, scope: Scope, context: TaskContext): Float64Array {
  const ids =
    'query' in scope
      ? matchedIds(db, { query: scope.query }, context).toSorted()
      : 'caseId' in scope
        ? entriesOf(db, 'case_id', scope.caseId)
        : entriesOf(db, 'image_id', scope.imageId);
  if (ids.length > 0) return ids;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `no entry matches ${scopeWords(scope)}: there is nothing to seal`,
    safe: 'nothing was written',
    next: 'check the spelling: ids count letter by letter, in upper and lower case',
  });
}

function entriesOf(db: ReadableDb, column: 'case_id' | 'image_id', value: string): Float64Array {
  // Coded where the column had room for another term when the entry came, as text otherwise.
  const rows = db
    .prepare<[string, string], number>(
      `SELECT id FROM entry_row WHERE ${column} IN (SELECT value FROM json_each(?)) OR ${column} = ? ORDER BY id`,
    )
    .pluck();
  return Float64Array.from(rows.all(JSON.stringify(codesOf(db, column, [value])), value));
}

export function scopeWords(scope: Scope): string {
  if ('caseId' in scope) return `claim ${scope.caseId}`;
  if ('imageId' in scope) return `image ${scope.imageId}`;
  return `the query ${scope.query}`;
}

/** What the scope can be proven complete in: the key and its value; null for a query. */
export function scopeKey(
  scope: Scope,
): { readonly key: 'case_id' | 'image_id'; readonly value: string } | null {
  if ('caseId' in scope) return { key: 'case_id', value: scope.caseId };
  if ('imageId' in scope) return { key: 'image_id', value: scope.imageId };
  return null;
}
