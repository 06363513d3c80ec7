import type { ReadableDb } from '../case/database.ts';

/** The entries of one id: the first of them by number, and those that conflict with it. */
function* idGroups(db: ReadableDb): Generator<number[]> {
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

/**
 * Pairs of entries that carry one id, one of them only in the first source, the other only in the second: the nth such
 * version there is paired with the nth here.
 */
export function* changedPairs(
  db: ReadableDb,
  onlyFirst: (entry: number) => boolean,
  onlySecond: (entry: number) => boolean,
): Generator<readonly [first: number, second: number]> {
  for (const group of idGroups(db)) {
    const before = group.filter(onlyFirst);
    const after = group.filter(onlySecond);
    for (const [n, first] of before.entries()) {
      const second = after[n];
      if (second !== undefined) yield [first, second];
    }
  }
}
