import type { ReadableDb } from '../case/database.ts';

interface Range {
  readonly first: number;
  readonly entries: number;
}

/**
 * Finds the entry that a source's record is, or repeats. A source's entries have ids without a gap and ascending
 * ordinals, so that twenty looks find one among a million; null where there is none.
 */
export function entryFinder(db: ReadableDb): (source: number, ordinal: number) => number | null {
  const range = db.prepare<[number], Range>('SELECT first_entry AS first, entries FROM source WHERE id = ?');
  const ordinalOf = db.prepare<[number], number>('SELECT ordinal FROM entry_row WHERE id = ?').pluck();
  const repeated = db
    .prepare<[number, number], number>('SELECT entry FROM duplicate WHERE source = ? AND ordinal = ?')
    .pluck();
  return (source, ordinal) => {
    const { first, entries } = range.get(source) ?? { first: 0, entries: 0 };
    let low = first;
    let high = first + entries;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((ordinalOf.get(middle) ?? Number.POSITIVE_INFINITY) < ordinal) low = middle + 1;
      else high = middle;
    }
    if (low < first + entries && ordinalOf.get(low) === ordinal) return low;
    return repeated.get(source, ordinal) ?? null;
  };
}
