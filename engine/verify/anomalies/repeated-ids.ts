import type { ReadableDb } from '../../case/database.ts';
import type { SourceRow } from '../../case/sources.ts';
import { idGroups } from '../../conflict/id-groups.ts';
import type { StopFlag } from '../../threads/signal.ts';
import type { RecordPlace } from '../chain/loose-entry.ts';

/** An entry whose id stands before in the same source, over other bytes. */
export interface RepeatedId {
  readonly source: number;
  readonly place: RecordPlace;
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
  const placeIn = placeFinder(db);
  for (const group of idGroups(db)) {
    stop.check();
    const bySource = new Map<number, Set<number>>();
    for (const entry of group) {
      const own = sources.find((source) => holds(source, entry));
      for (const source of [...(own ? [own.id] : []), ...repeating.all(entry)])
        bySource.set(source, (bySource.get(source) ?? new Set()).add(entry));
    }
    for (const [id, entries] of bySource) {
      const source = sources.find((each) => each.id === id);
      if (entries.size < 2 || source === undefined) continue;
      // Numbers follow the order of a source, but for what it repeats of others: which came first is of no weight here.
      for (const entry of [...entries].slice(1)) {
        const place = placeIn(source, entry);
        if (place !== null) yield { source: id, place };
      }
    }
  }
}

/** Where an entry first stands in a source; null in a damaged case file, of which other checks tell. */
function placeFinder(db: ReadableDb): (source: SourceRow, entry: number) => RecordPlace | null {
  type Row = Omit<RecordPlace, 'time'>;
  const own = db.prepare<[number], Row>(
    'SELECT entry_id AS entryId, ordinal, line, offset AS byteOffset FROM entry_row WHERE id = ?',
  );
  const repeated = db.prepare<[number, number], Row>(
    `SELECT e.entry_id AS entryId, d.ordinal, d.line, d.offset AS byteOffset FROM duplicate AS d
     JOIN entry_row AS e ON e.id = d.entry WHERE d.entry = ? AND d.source = ? ORDER BY d.ordinal LIMIT 1`,
  );
  return (source, entry) => {
    const row = holds(source, entry) ? own.get(entry) : repeated.get(entry, source.id);
    return row === undefined ? null : { ...row, time: Number.NaN };
  };
}

function holds({ first_entry: first, entries }: SourceRow, entry: number): boolean {
  return first !== null && entry >= first && entry < first + entries;
}
