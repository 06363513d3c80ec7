import type { Period } from '../../shared/domain/source-comparison.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';

/** First and last time of entries, in milliseconds since 1970; empty where `from` is greater. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Records looked at in one step. */
const slice = 20_000;

type Bounds = [from: number | null, to: number | null];

/** The period of a source by its entries' own times, entries of other sources that it repeats included. */
export function spanOf(db: ReadableDb, source: SourceRow, onSlice: () => void): Span {
  const own = db
    .prepare<[number, number], Bounds>('SELECT min(time), max(time) FROM entry_row WHERE id BETWEEN ? AND ?')
    .raw();
  const repeated = db
    .prepare<[number, number, number], Bounds>(
      `SELECT min(e.time), max(e.time) FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry
       WHERE d.source = ? AND d.ordinal BETWEEN ? AND ?`,
    )
    .raw();
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  const add = (bounds: Bounds | undefined) => {
    from = Math.min(from, bounds?.[0] ?? from);
    to = Math.max(to, bounds?.[1] ?? to);
    onSlice();
  };
  const first = source.first_entry ?? 0;
  const end = first + source.entries;
  for (let id = first; id < end; id += slice) add(own.get(id, Math.min(id + slice, end) - 1));
  const records = source.duplicates === 0 ? 0 : source.entries + source.duplicates;
  for (let at = 0; at < records; at += slice) add(repeated.get(source.id, at, at + slice - 1));
  return { from, to };
}

/** The span that both cover. */
export function overlapOf(a: Span, b: Span): Span {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

/** Null for an empty one. */
export function periodOf({ from, to }: Span): Period | null {
  return from <= to ? { from: new Date(from).toISOString(), to: new Date(to).toISOString() } : null;
}
