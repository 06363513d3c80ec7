import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Batch } from '../import/batch/batch.ts';
import type { RecordPlace } from './chain/loose-entry.ts';
import { placeOf } from './record-place.ts';
import { rowsOfAny, type StoredRecord } from './stored-records.ts';

/** Entries of a source that the case file has under the number of another. */
export interface Misnumbered {
  readonly count: number;
  /** The first of them, and the number that it stands under. */
  readonly first: RecordPlace;
  readonly under: number;
}

/**
 * Of records that no row of their source is of: those whose entry stands where it should, as what it should, but under the number of
 * another source. They are told of all together, as they were changed together.
 */
export class RowsElsewhere {
  found: Misnumbered | null = null;
  private readonly row: (id: number) => StoredRecord | null;
  private readonly source: SourceRow;
  /** Of the entry that the next such record may be. */
  private next = 0;

  constructor(db: ReadableDb, source: SourceRow, filled: readonly string[]) {
    this.source = source;
    this.row = rowsOfAny(db, filled);
  }

  /** The row of record `i`; null where it stands under no number. `from`: the entry that would come next. */
  of(batch: Batch, i: number, from: number): StoredRecord | null {
    const { source } = this;
    const { first_entry: first, entries } = source;
    const id = Math.max(this.next, from);
    if (first === null || id >= first + entries) return null;
    const row = this.row(id);
    if (row === null || row.ofSource === null || row.ofSource === source.id) return null;
    const at = i * digestLength;
    const isSame =
      row.ordinal === batch.first + i &&
      row.content.length === digestLength &&
      row.content.compare(batch.contents, at, at + digestLength) === 0;
    if (!isSame) return null;
    this.next = id + 1;
    const { found } = this;
    this.found =
      found === null
        ? { count: 1, first: placeOf(batch, i), under: row.ofSource }
        : { ...found, count: found.count + 1 };
    return row;
  }
}
