import type { ReadableDb } from '../case/database.ts';
import { Scratch } from '../proof/scratch.ts';
import { scanRows } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';
import { type PackRecord, PackRecords, RecordWriter } from './records.ts';

/** Entries up to which their records stay in memory. */
const mostHeld = 1 << 14;

/**
 * The records of these entries, which ascend, by source and ordinal. `scratch`: those of many are put aside in it; it is theirs alone, and is
 * closed by whoever made it.
 *
 * @throws AppError DISK_FULL, CANCELLED
 */
export function packRecords(
  db: ReadableDb,
  entries: Float64Array,
  context: TaskContext,
  scratch: Scratch = new Scratch([]),
): PackRecords {
  const writer = new RecordWriter(entries.length > mostHeld ? scratch : new Scratch([]));
  const repeated = repeatedRecords(db, entries);
  let ahead = repeated.next();
  let last: PackRecord | null = null;
  let inOrder = true;
  const add = (record: PackRecord) => {
    inOrder &&= last === null || compare(last, record) <= 0;
    last = record;
    writer.add(record);
  };
  try {
    scanRows(db, entries, ['e.source', 'e.ordinal', 'e.offset', 'e.length'], context, (_, row) => {
      const [entry, source, ordinal, sourceOffset, length] = row as [number, number, number, number, number];
      const record = { source, ordinal, sourceOffset, length, entry, duplicate: false };
      for (; !ahead.done && compare(ahead.value, record) < 0; ahead = repeated.next()) add(ahead.value);
      add(record);
    });
    for (; !ahead.done; ahead = repeated.next()) add(ahead.value);
  } finally {
    // A statement with rows still to come keeps the connection from being closed.
    repeated.return(undefined);
  }
  const records = writer.finish();
  return inOrder ? records : sorted(records);
}

/** Those that repeat one of the entries, in their order. */
function* repeatedRecords(db: ReadableDb, entries: Float64Array): Generator<PackRecord, undefined> {
  const rows = db
    .prepare<[], [number, number, number, number, number]>(
      'SELECT source, ordinal, offset, length, entry FROM duplicate ORDER BY source, ordinal',
    )
    .raw()
    .iterate();
  for (const [source, ordinal, sourceOffset, length, entry] of rows)
    if (has(entries, entry)) yield { source, ordinal, sourceOffset, length, entry, duplicate: true };
}

type Place = Pick<PackRecord, 'source' | 'ordinal'>;

function compare(a: Place, b: Place): number {
  return a.source - b.source || a.ordinal - b.ordinal;
}

/** Entries are numbered as they were read: only in a case file that was tampered with they stand in another order. */
function sorted(records: PackRecords): PackRecords {
  const source = new Float64Array(records.length);
  const ordinal = new Float64Array(records.length);
  for (const [n, record] of records.entries()) {
    source[n] = record.source;
    ordinal[n] = record.ordinal;
  }
  const order = Uint32Array.from(source.keys()).sort(
    (a, b) =>
      (source[a] as number) - (source[b] as number) || (ordinal[a] as number) - (ordinal[b] as number),
  );
  return PackRecords.of(Iterator.from(order).map((n) => records.at(n) as PackRecord));
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
