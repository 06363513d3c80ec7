import { lastEntry } from '../case/census.ts';
import { prepared, type ReadableDb } from '../case/database.ts';

const kept = new WeakMap<ReadableDb, { readonly last: number; readonly entries: ReadonlySet<number> }>();

/** The entries that a later entry conflicts with. An index holds just those that do. */
export function conflictedEntries(db: ReadableDb): ReadonlySet<number> {
  const last = lastEntry(db);
  const known = kept.get(db);
  if (known?.last === last) return known.entries;
  const rows = prepared<[], { id: number }>(
    db,
    'SELECT DISTINCT conflicts_with AS id FROM entry_row WHERE conflicts_with IS NOT NULL',
  ).all();
  const entries = new Set(rows.map(({ id }) => id));
  kept.set(db, { last, entries });
  return entries;
}
