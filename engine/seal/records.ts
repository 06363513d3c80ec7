import type { ReadableDb } from '../case/database.ts';
import { scanRows } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';

/**
 * One record in a pack. An entry whose bytes stand in several places of the trail is several records: each is a leaf of
 * its source's tree, and each counts in its completeness proof. The bytes themselves are in the pack once.
 */
export interface PackRecord {
  readonly source: number;
  readonly ordinal: number;
  /** In the source file. */
  readonly sourceOffset: number;
  readonly length: number;
  /** The entry's number in the case file; a duplicate's is that of the entry it repeats. */
  readonly entry: number;
  readonly duplicate: boolean;
}

/** The records of these entries, which ascend, by source and ordinal. About 100 bytes a record are held. */
export function packRecords(db: ReadableDb, entries: Float64Array, context: TaskContext): PackRecord[] {
  const records: PackRecord[] = [];
  scanRows(db, entries, 'e.source, e.ordinal, e.offset, e.length', context, (_, row) => {
    const [entry, source, ordinal, sourceOffset, length] = row as [number, number, number, number, number];
    records.push({ source, ordinal, sourceOffset, length, entry, duplicate: false });
  });
  const duplicates = db
    .prepare<[], [number, number, number, number, number]>(
      'SELECT source, ordinal, offset, length, entry FROM duplicate',
    )
    .raw();
  for (const [source, ordinal, sourceOffset, length, entry] of duplicates.iterate()) {
    if (has(entries, entry)) records.push({ source, ordinal, sourceOffset, length, entry, duplicate: true });
  }
  return records.sort((a, b) => a.source - b.source || a.ordinal - b.ordinal);
}

/** A million of them in a Set would take more memory than all else of a pack. */
function has(ascending: Float64Array, wanted: number): boolean {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === wanted;
}
