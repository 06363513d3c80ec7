import type { PastSearch } from '../../shared/contract/view-operations.ts';
import type { ReadableDb, WritableDb } from '../case/database.ts';
import { withCaseFaults } from '../case/faults.ts';

/** How many searches are kept of each examiner, and how much text: beyond either, the oldest go. */
export const mostSearches = 500;
const mostText = 4_000_000;

const columns = 'id, parent, query, matched, time';

/** The latest first. */
export function pastSearches(
  db: ReadableDb,
  { examiner, limit }: { readonly examiner: string; readonly limit: number },
): PastSearch[] {
  return db
    .prepare<[string, number], PastSearch>(
      `SELECT ${columns} FROM search WHERE examiner = ? ORDER BY time DESC, id DESC LIMIT ?`,
    )
    .all(examiner, limit);
}

export interface Search {
  readonly examiner: string;
  readonly query: string;
  readonly parent: number | null;
  readonly matched: number | null;
}

/** Remembers a search. The same query from the same parent again is the search that is there, made anew. */
export function addSearch(db: WritableDb, { examiner, query, parent, matched }: Search): PastSearch {
  const time = new Date().toISOString();
  const add = db.transaction((): PastSearch => {
    const from = known(db, examiner, parent) ? parent : null;
    const before = db
      .prepare<[string, string, number | null], number>(
        'SELECT id FROM search WHERE examiner = ? AND query = ? AND parent IS ?',
      )
      .pluck()
      .get(examiner, query, from);
    if (before !== undefined) {
      db.prepare('UPDATE search SET time = ?, matched = ? WHERE id = ?').run(time, matched, before);
      return { id: before, parent: from, query, matched, time };
    }
    const { lastInsertRowid } = db
      .prepare('INSERT INTO search (examiner, parent, query, matched, time) VALUES (?, ?, ?, ?, ?)')
      .run(examiner, from, query, matched, time);
    trim(db, examiner);
    return { id: Number(lastInsertRowid), parent: from, query, matched, time };
  });
  return withCaseFaults(db.name, () => add.immediate());
}

export function clearSearches(db: WritableDb, examiner: string): void {
  const clear = db.transaction(() => db.prepare('DELETE FROM search WHERE examiner = ?').run(examiner));
  withCaseFaults(db.name, () => clear.immediate());
}

function known(db: ReadableDb, examiner: string, id: number | null): boolean {
  return (
    id !== null &&
    db.prepare('SELECT 1 FROM search WHERE id = ? AND examiner = ?').get(id, examiner) !== undefined
  );
}

/** The branches of a search that goes begin anew: its row takes its number out of theirs. */
function trim(db: WritableDb, examiner: string): void {
  const kept = db
    .prepare<[string], { id: number; length: number }>(
      'SELECT id, length(query) AS length FROM search WHERE examiner = ? ORDER BY time DESC, id DESC',
    )
    .all(examiner);
  let text = 0;
  const drop = db.prepare('DELETE FROM search WHERE id = ?');
  for (const [place, { id, length }] of kept.entries()) {
    text += length;
    if (place >= mostSearches || (text > mostText && place > 0)) drop.run(id);
  }
}
