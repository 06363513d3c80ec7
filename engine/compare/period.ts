import type { Period } from '../../shared/domain/source-comparison.ts';
import { momentText } from '../../shared/time/moment.ts';
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
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const [first, last] of slicesOf<Bounds>(db, source, 'min(e.time), max(e.time)', {})) {
    from = Math.min(from, first ?? from);
    to = Math.max(to, last ?? to);
    onSlice();
  }
  return { from, to };
}

/**
 * What SQL aggregates of the entries `e` of a source, entries of other sources that it repeats included, some thousands at a time.
 * `named`: the values of further parameters.
 */
export function* slicesOf<Row extends unknown[]>(
  db: ReadableDb,
  source: SourceRow,
  aggregates: string,
  named: Readonly<Record<string, number>>,
): Generator<Row> {
  const own = db
    .prepare<[Record<string, number>], Row>(
      `SELECT ${aggregates} FROM entry_row AS e WHERE e.id BETWEEN $first AND $last`,
    )
    .raw();
  const repeated = db
    .prepare<[Record<string, number>], Row>(
      `SELECT ${aggregates} FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry
       WHERE d.source = $source AND d.ordinal BETWEEN $first AND $last`,
    )
    .raw();
  const begin = source.first_entry ?? 0;
  const end = begin + source.entries;
  for (let id = begin; id < end; id += slice)
    yield own.get({ ...named, first: id, last: Math.min(id + slice, end) - 1 }) as Row;
  const records = source.duplicates === 0 ? 0 : source.entries + source.duplicates;
  for (let at = 0; at < records; at += slice)
    yield repeated.get({ ...named, source: source.id, first: at, last: at + slice - 1 }) as Row;
}

/** The span that both cover. */
export function overlapOf(a: Span, b: Span): Span {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

/** Null for an empty one. */
export function periodOf({ from, to }: Span): Period | null {
  return from <= to ? { from: momentText(from), to: momentText(to) } : null;
}
