import type { IdSet } from '../id-set.ts';

/** Entries from one number to another, both included. */
export interface Piece {
  readonly first: number;
  readonly last: number;
}

/** Entries that are looked through at once: some tens of milliseconds of work, where their bytes are read. */
const entriesOfPiece = 8_192;

/** The entries from `first` to `last`, or those of them that are `among` some, in pieces of the same number of entries. */
export function piecesOf(
  among: IdSet | null,
  first: number,
  last: number,
  entries: number = entriesOfPiece,
): Piece[] {
  if (among !== null) {
    const ids = among.between(first, last);
    return Array.from({ length: Math.ceil(ids.length / entries) }, (_, n) => ({
      first: ids[n * entries] as number,
      last: ids[Math.min(ids.length, (n + 1) * entries) - 1] as number,
    }));
  }
  return Array.from({ length: Math.max(0, Math.ceil((last - first + 1) / entries)) }, (_, n) => ({
    first: first + n * entries,
    last: Math.min(last, first + (n + 1) * entries - 1),
  }));
}
