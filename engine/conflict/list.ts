import type { Conflict, ConflictPage, ConflictSide } from '../../shared/domain/conflict.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { checkEntryTypes } from '../case/entry-types.ts';
import { corrupt } from '../case/faults.ts';
import { readable } from '../case/schema.ts';
import { integrityOf, recordedIntegrity } from '../query/integrity.ts';

/** Entries whose id an earlier entry carries with other bytes, each beside that one, in the order of their numbers. */
export function conflicts(
  db: ReadableDb,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): ConflictPage {
  const total = db
    .prepare<[], number>('SELECT count(*) FROM entry_row WHERE conflicts_with IS NOT NULL')
    .pluck()
    .get() as number;
  const pairs = db
    .prepare<[number, number], Pair>(
      `SELECT id AS other, conflicts_with AS first FROM entry_row WHERE conflicts_with IS NOT NULL
       ORDER BY id LIMIT ? OFFSET ?`,
    )
    .all(limit, offset);
  return { rows: pairs.map((pair) => conflictOf(db, pair)), total };
}

/** The conflict that an entry is the later one of; of a first one, the first that it is in; null where it is in none. */
export function conflictWith(db: ReadableDb, id: number): Conflict | null {
  const pair = db
    .prepare<[{ id: number }], Pair>(
      `SELECT id AS other, conflicts_with AS first FROM entry_row WHERE id = @id AND conflicts_with IS NOT NULL
       UNION ALL SELECT id, conflicts_with FROM entry_row WHERE conflicts_with = @id ORDER BY 1 LIMIT 1`,
    )
    .get({ id });
  return pair ? conflictOf(db, pair) : null;
}

interface Pair {
  readonly first: number;
  readonly other: number;
}

interface SideRow extends Omit<ConflictSide, 'content' | 'integrity'> {
  readonly entryId: string | null;
  readonly content: Buffer;
}

/**
 * Two entries side by side, whatever their ids: told by that of the first.
 *
 * @throws AppError INVALID_INPUT where one of them is not in the case
 */
export function pairOf(db: ReadableDb, first: number, other: number): Conflict {
  const there = db.prepare<[number], number>('SELECT count(*) FROM entry_row WHERE id = ?').pluck();
  const missing = [first, other].find((id) => there.get(id) !== 1);
  if (missing === undefined) return conflictOf(db, { first, other });
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `the case has no entry number ${missing}`,
    safe: 'nothing was changed',
    next: 'look for it again: entry numbers belong to one case file',
  });
}

function conflictOf(db: ReadableDb, { first, other }: Pair): Conflict {
  const { entryId, ...side } = sideOf(db, first);
  const { entryId: _, ...otherSide } = sideOf(db, other);
  return { entryId: entryId ?? '', first: side, other: otherSide };
}

function sideOf(db: ReadableDb, id: number): ConflictSide & { readonly entryId: string | null } {
  const row = db
    .prepare<[number], SideRow>(
      `SELECT e.id, e.source, s.name AS sourceName, e.line, e.ordinal, ${readable('time')} AS time, e.content,
         e.entry_id AS entryId
       FROM entry_row AS e JOIN source AS s ON s.id = e.source WHERE e.id = ?`,
    )
    .get(id);
  if (row === undefined)
    throw corrupt(db.name, `it names a conflict with entry ${id}, or its source, which is not there`);
  const { source, line, ordinal, content, entryId } = row;
  checkEntryTypes(db, id, { source, line, ordinal, content, entry_id: entryId });
  const integrity = integrityOf(recordedIntegrity(db), row.id, row.source);
  return { ...row, content: row.content.toString('hex'), integrity };
}
