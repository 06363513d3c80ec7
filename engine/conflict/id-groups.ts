import type { ReadableDb } from '../case/database.ts';
import { inPages, pageLength } from '../case/pages.ts';

type Row = [first: number, other: number];

/** The entries of one id: the first of them by number, and those that conflict with it. */
export function* idGroups(db: ReadableDb): Generator<number[]> {
  const rows = db
    .prepare<[number, number], Row>(
      `SELECT conflicts_with, id FROM entry_row WHERE conflicts_with IS NOT NULL AND conflicts_with < id
       AND (conflicts_with, id) > (?, ?)
       ORDER BY conflicts_with, id LIMIT ${pageLength}`,
    )
    .raw();
  let group: number[] = [];
  for (const [first, other] of inPages<Row>((behind) => rows.all(...(behind ?? [0, 0])))) {
    if (group[0] === first) {
      group.push(other);
      continue;
    }
    if (group.length > 0) yield group;
    group = [first, other];
  }
  if (group.length > 0) yield group;
}
