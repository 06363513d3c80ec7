import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import { recordFinder } from '../compare/compared-record.ts';
import { idGroups } from '../conflict/id-groups.ts';
import type { StopFlag } from '../threads/signal.ts';
import type { RecordPlace } from './chain-links.ts';

/** An entry whose id stands before in the same source, over other bytes. */
export interface RepeatedId {
  readonly source: number;
  readonly place: () => RecordPlace;
}

/** By what the case file says of conflicts, which is checked apart: no list of ids is held. */
export function* repeatedIds(
  db: ReadableDb,
  sources: readonly SourceRow[],
  stop: StopFlag,
): Generator<RepeatedId> {
  const repeating = db
    .prepare<[number], number>('SELECT DISTINCT source FROM duplicate WHERE entry = ?')
    .pluck();
  const finders = new Map(sources.map((source) => [source.id, recordFinder(db, source)]));
  for (const group of idGroups(db)) {
    stop.check();
    const bySource = new Map<number, Set<number>>();
    for (const entry of group) {
      const own = sources.find((source) => holds(source, entry));
      for (const source of [...(own ? [own.id] : []), ...repeating.all(entry)])
        bySource.set(source, (bySource.get(source) ?? new Set()).add(entry));
    }
    for (const [source, entries] of bySource) {
      const find = finders.get(source);
      if (entries.size < 2 || find === undefined) continue;
      // Numbers follow the order of a source, but for what it repeats of others: which came first is of no weight here.
      for (const entry of [...entries].slice(1))
        yield { source, place: () => ({ ...find(entry), time: Number.NaN }) };
    }
  }
}

function holds({ first_entry: first, entries }: SourceRow, entry: number): boolean {
  return first !== null && entry >= first && entry < first + entries;
}
