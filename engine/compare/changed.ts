import type { ReadableDb } from '../case/database.ts';
import { idGroups } from '../conflict/id-groups.ts';

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
