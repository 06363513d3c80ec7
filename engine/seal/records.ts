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

/** Records by source and ordinal, the order of the index: few of them as an array, those of a whole pack as columns. */
export interface Records extends Iterable<PackRecord> {
  readonly length: number;
  at(n: number): PackRecord | undefined;
  slice(from: number, to: number): readonly PackRecord[];
  filter(wanted: (record: PackRecord) => boolean): PackRecord[];
  entries(): Iterable<[n: number, record: PackRecord]>;
}

/** In memory that threads share: a million records as objects would take more than all else of sealing. */
export interface RecordColumns {
  readonly entry: Float64Array;
  readonly source: Uint32Array;
  readonly ordinal: Float64Array;
  readonly sourceOffset: Float64Array;
  readonly length: Float64Array;
  readonly duplicate: Uint8Array;
}

/** Records as columns, 37 bytes each. */
export class PackRecords implements Records {
  readonly columns: RecordColumns;

  constructor(columns: RecordColumns) {
    this.columns = columns;
  }

  static of(records: Iterable<PackRecord>, count: number): PackRecords {
    const columns = emptyColumns(count);
    let n = 0;
    for (const record of records) put(columns, n++, record);
    return new PackRecords(columns);
  }

  get length(): number {
    return this.columns.entry.length;
  }

  at(n: number): PackRecord | undefined {
    if (n >= this.length) return undefined;
    const { entry, source, ordinal, sourceOffset, length, duplicate } = this.columns;
    return {
      source: source[n] as number,
      ordinal: ordinal[n] as number,
      sourceOffset: sourceOffset[n] as number,
      length: length[n] as number,
      entry: entry[n] as number,
      duplicate: duplicate[n] === 1,
    };
  }

  slice(from: number, to: number): PackRecord[] {
    const count = Math.max(0, Math.min(to, this.length) - from);
    return Array.from({ length: count }, (_, i) => this.at(from + i) as PackRecord);
  }

  filter(wanted: (record: PackRecord) => boolean): PackRecord[] {
    const found: PackRecord[] = [];
    for (const record of this) if (wanted(record)) found.push(record);
    return found;
  }

  *[Symbol.iterator](): Generator<PackRecord> {
    for (let n = 0; n < this.length; n++) yield this.at(n) as PackRecord;
  }

  *entries(): Generator<[n: number, record: PackRecord]> {
    for (let n = 0; n < this.length; n++) yield [n, this.at(n) as PackRecord];
  }
}

/** The records of these entries, which ascend, by source and ordinal. */
export function packRecords(db: ReadableDb, entries: Float64Array, context: TaskContext): PackRecords {
  const repeated = db
    .prepare<[], [number, number, number, number, number]>(
      'SELECT source, ordinal, offset, length, entry FROM duplicate',
    )
    .raw();
  let count = entries.length;
  for (const [, , , , entry] of repeated.iterate()) if (has(entries, entry)) count++;
  const columns = emptyColumns(count);
  let n = 0;
  scanRows(db, entries, 'e.source, e.ordinal, e.offset, e.length', context, (_, row) => {
    const [entry, source, ordinal, sourceOffset, length] = row as [number, number, number, number, number];
    put(columns, n++, { source, ordinal, sourceOffset, length, entry, duplicate: false });
  });
  for (const [source, ordinal, sourceOffset, length, entry] of repeated.iterate()) {
    if (has(entries, entry))
      put(columns, n++, { source, ordinal, sourceOffset, length, entry, duplicate: true });
  }
  return inOrder(new PackRecords(columns));
}

function emptyColumns(count: number): RecordColumns {
  const shared = (bytes: number) => new SharedArrayBuffer(bytes * count);
  return {
    entry: new Float64Array(shared(8)),
    source: new Uint32Array(shared(4)),
    ordinal: new Float64Array(shared(8)),
    sourceOffset: new Float64Array(shared(8)),
    length: new Float64Array(shared(8)),
    duplicate: new Uint8Array(shared(1)),
  };
}

function put(columns: RecordColumns, n: number, record: PackRecord): void {
  columns.entry[n] = record.entry;
  columns.source[n] = record.source;
  columns.ordinal[n] = record.ordinal;
  columns.sourceOffset[n] = record.sourceOffset;
  columns.length[n] = record.length;
  columns.duplicate[n] = record.duplicate ? 1 : 0;
}

/** Entries are numbered as they were read: only what repeats one, or was read again later, has to be moved. */
function inOrder(records: PackRecords): PackRecords {
  const { source, ordinal } = records.columns;
  const compare = (a: number, b: number) =>
    (source[a] as number) - (source[b] as number) || (ordinal[a] as number) - (ordinal[b] as number);
  if (source.every((_, n) => n === 0 || compare(n - 1, n) <= 0)) return records;
  const order = Uint32Array.from(source.keys()).sort(compare);
  return PackRecords.of(
    Iterator.from(order).map((n) => records.at(n) as PackRecord),
    records.length,
  );
}

/** How many there are of a kind: a million of them at once, only to be counted, would take more than all else of sealing. */
export function countRecords(
  records: Iterable<PackRecord>,
  isCounted: (record: PackRecord) => boolean,
): number {
  let count = 0;
  for (const record of records) if (isCounted(record)) count++;
  return count;
}

/** The sources that records are of, by id. */
export function sourcesOf(records: Iterable<PackRecord>): Set<number> {
  return new Set(Iterator.from(records).map(({ source }) => source));
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
