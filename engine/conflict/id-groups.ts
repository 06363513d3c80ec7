import type { ReadableDb } from '../case/database.ts';

/** The entries of one id: the first of them by number, and those that conflict with it. */
export function* idGroups(db: ReadableDb): Generator<number[]> {
  const rows = db
    .prepare<[], [first: number, other: number]>(
      `SELECT conflicts_with, id FROM entry_row WHERE conflicts_with IS NOT NULL ORDER BY conflicts_with, id`,
    )
    .raw()
    .iterate();
  let group: number[] = [];
  for (const [first, other] of rows) {
    if (group[0] === first) {
      group.push(other);
      continue;
    }
    if (group.length > 0) yield group;
    group = [first, other];
  }
  if (group.length > 0) yield group;
}
