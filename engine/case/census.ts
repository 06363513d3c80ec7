import { slices } from '../slices.ts';
import type { TaskContext } from '../task.ts';
import { prepared, type ReadableDb } from './database.ts';
import { corrupt } from './faults.ts';
import { type CodedColumn, codedColumns } from './schema.ts';

/** Facts about all entries together that take a scan to establish. */
export interface Census {
  /** The last entry that was examined. */
  readonly upTo: number;
  readonly entries: number;
  /** Coded columns with some value stored as text. */
  readonly literal: ReadonlySet<CodedColumn>;
}

interface Growing extends Census {
  upTo: number;
  entries: number;
  readonly literal: Set<CodedColumn>;
}

const kept = new WeakMap<ReadableDb, Growing>();

/** Numbers of no entry that are borne with, whatever the case. */
const spareNumbers = 1000;
/** By case, up to which number entries are known to be as dense as can be borne with. */
const borne = new WeakMap<ReadableDb, number>();

/**
 * The number of the last entry. Memory is set aside for every number up to it, and all of them are gone through: entries are numbered from 1
 * without gaps, and where most numbers are of none, the file is damaged.
 *
 * @throws AppError CASE_CORRUPT
 */
export function lastEntry(db: ReadableDb): number {
  const last = highestEntry(db);
  if (last <= numbersBorne(db, last)) return last;
  throw corrupt(db.name, `an entry is numbered ${last}, and there are not nearly so many`);
}

/** What stands as the last entry, whatever its number: for what tells how a file is damaged. */
export function highestEntry(db: ReadableDb): number {
  return prepared<[], { id: number | null }>(db, 'SELECT max(id) AS id FROM entry_row').get()?.id ?? 0;
}

/** As `highestEntry`, and not so high that it says nothing of how many there are. */
export function highestBorne(db: ReadableDb): number {
  const last = highestEntry(db);
  return Math.min(last, numbersBorne(db, last));
}

function numbersBorne(db: ReadableDb, last: number): number {
  const known = borne.get(db) ?? 0;
  if (last <= known) return known;
  const count = prepared<[], { count: number }>(db, 'SELECT count(*) AS count FROM entry_row').get()?.count;
  const most = 2 * (count ?? 0) + spareNumbers;
  borne.set(db, most);
  return most;
}

/** The census as of now. Entries are only ever added, so only those since the last one are looked at. */
export function takeCensus(db: ReadableDb, context: TaskContext): Census {
  const last = lastEntry(db);
  let census = kept.get(db);
  if (census === undefined || census.upTo > last) {
    census = { upTo: 0, entries: 0, literal: new Set() };
    kept.set(db, census);
  }
  if (census.upTo < last) count(db, census, last, context);
  return census;
}

/** In SQLite's order every text follows every number: what is not less than '' is text. */
function count(db: ReadableDb, census: Growing, last: number, context: TaskContext): void {
  const literals = db
    .prepare<[number, number], number[]>(
      `SELECT count(*), ${codedColumns.map((column) => `count(*) FILTER (WHERE e.${column} >= '')`).join(', ')} FROM entry_row AS e WHERE e.id BETWEEN ? AND ?`,
    )
    .raw();
  for (const { low, high } of slices(census.upTo + 1, last, context)) {
    context.progress({ phase: 'counting values', done: low - 1, total: last, unit: 'entries' });
    const [entries = 0, ...found] = literals.get(low, high) ?? [];
    census.entries += entries;
    codedColumns.forEach((column, i) => {
      if (found[i] !== 0) census.literal.add(column);
    });
    census.upTo = high;
  }
}
