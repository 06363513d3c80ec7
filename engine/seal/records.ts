import { Scratch } from '../proof/scratch.ts';

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

/** Records by source and ordinal, the order of the index: few of them as an array, those of a whole pack as rows. */
export interface Records extends Iterable<PackRecord> {
  readonly length: number;
  at(n: number): PackRecord | undefined;
  slice(from: number, to: number): readonly PackRecord[];
  filter(wanted: (record: PackRecord) => boolean): PackRecord[];
  entries(): Iterable<[n: number, record: PackRecord]>;
}

/**
 * Of a row: entry, ordinal, offset, length and source, 8, 8, 8, 8 and 4 bytes, and one that tells a duplicate. A million records as objects
 * would take more than all else of sealing.
 */
const rowLength = 37;
/** Rows that are read at once, where they stand in a file. */
const windowRows = 512;

/** Where rows stand: memory that threads share, or a file that one of them has open. Plain data, which threads hand on. */
export interface RecordsPlace {
  readonly count: number;
  readonly at: SharedArrayBuffer | number;
}

/** Records as rows, in memory or in a file. */
export class PackRecords implements Records {
  readonly place: RecordsPlace;
  /** Null where all rows are at hand. */
  private readonly file: Scratch | null;
  private readonly rows: DataView<ArrayBufferLike>;
  /** The first row at hand. */
  private first = 0;

  constructor(place: RecordsPlace) {
    this.place = place;
    const isHeld = typeof place.at === 'object';
    this.file = isHeld ? null : Scratch.reading(place.at as number);
    this.rows = new DataView(
      isHeld ? (place.at as SharedArrayBuffer) : new ArrayBuffer(windowRows * rowLength),
    );
    if (!isHeld) this.first = Number.NEGATIVE_INFINITY;
  }

  static of(records: Iterable<PackRecord>): PackRecords {
    const writer = new RecordWriter(new Scratch([]));
    for (const record of records) writer.add(record);
    return writer.finish();
  }

  get length(): number {
    return this.place.count;
  }

  at(n: number): PackRecord | undefined {
    if (n >= this.length) return undefined;
    const { rows } = this;
    const at = this.find(n);
    return {
      source: rows.getUint32(at + 32),
      ordinal: rows.getFloat64(at + 8),
      sourceOffset: rows.getFloat64(at + 16),
      length: rows.getFloat64(at + 24),
      entry: rows.getFloat64(at),
      duplicate: rows.getUint8(at + 36) === 1,
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

  /** Where the row begins. */
  private find(n: number): number {
    if (this.file !== null && !(n >= this.first && n < this.first + windowRows)) {
      this.first = n - (n % windowRows);
      const count = Math.min(windowRows, this.length - this.first);
      this.file.readInto(new Uint8Array(this.rows.buffer, 0, count * rowLength), this.first * rowLength);
    }
    return (n - this.first) * rowLength;
  }
}

/** Writes records as rows, one behind the other, into a file that holds nothing else, or into memory where there is none. */
export class RecordWriter {
  private readonly scratch: Scratch;
  private readonly bytes = new Uint8Array(rowLength);
  private readonly row = new DataView(this.bytes.buffer);

  /** `scratch`: is left open, as long as the records are read. */
  constructor(scratch: Scratch) {
    this.scratch = scratch;
  }

  /** @throws AppError DISK_FULL */
  add({ entry, ordinal, sourceOffset, length, source, duplicate }: PackRecord): void {
    const { row } = this;
    row.setFloat64(0, entry);
    row.setFloat64(8, ordinal);
    row.setFloat64(16, sourceOffset);
    row.setFloat64(24, length);
    row.setUint32(32, source);
    row.setUint8(36, duplicate ? 1 : 0);
    this.scratch.append(this.bytes);
  }

  finish(): PackRecords {
    const { scratch } = this;
    scratch.flush();
    const { length, file } = scratch;
    const count = length / rowLength;
    if (file !== null) return new PackRecords({ count, at: file });
    const held = new Uint8Array(new SharedArrayBuffer(length));
    let filled = 0;
    for (const piece of scratch.read({ from: 0, to: length })) {
      held.set(piece, filled);
      filled += piece.length;
    }
    scratch.close();
    return new PackRecords({ count, at: held.buffer });
  }
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
