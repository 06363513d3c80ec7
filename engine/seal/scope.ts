import type { Scope } from '../../shared/contract/pack-operations.ts';
import { AppError } from '../../shared/errors.ts';
import { type PackScope, scopeWords } from '../../shared/pack/scope.ts';
import type { ReadableDb } from '../case/database.ts';
import { custodyHead } from '../custody/log.ts';
import { matchedIds } from '../query/results.ts';
import { selectedEntries } from '../query/selection.ts';
import { codesOf } from '../query/terms.ts';
import type { TaskContext } from '../task.ts';

/** What a pack is of: as it states it, and its entries by id, ascending, which is the order of the sources. */
export interface FoundScope {
  readonly stated: PackScope;
  readonly entries: Float64Array;
}

/** A scope that was looked up before, and the hash of the last custody event of the state of the case in which it was. */
export interface KnownScope {
  readonly scope: FoundScope;
  readonly head: string;
}

/**
 * `known`: is taken where nothing has happened to the case since.
 *
 * @throws AppError INVALID_INPUT where there is none, or one of a selection is not in the case
 */
export function findScope(
  db: ReadableDb,
  scope: Scope,
  context: TaskContext,
  known?: KnownScope,
): FoundScope {
  if (known?.head === custodyHead(db)) return known.scope;
  if ('selection' in scope) {
    const entries = selectedEntries(db, scope.selection);
    return { stated: { selection: { entries: entries.length } }, entries };
  }
  const entries =
    'query' in scope
      ? matchedIds(db, { query: scope.query }, context).toSorted()
      : 'caseId' in scope
        ? entriesOf(db, 'case_id', scope.caseId)
        : entriesOf(db, 'image_id', scope.imageId);
  if (entries.length > 0) return { stated: scope, entries };
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `no entry matches ${scopeWords(scope)}: there is nothing to seal`,
    safe: 'nothing was written',
    next: 'check the spelling: an id must match exactly, in upper and lower case',
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
