import { digestLength } from '../../shared/proof/digest.ts';
import type { Batch } from '../import/batch/batch.ts';
import type { StoredPlace, StoredRecord } from './stored-records.ts';

/** So many rows are looked through for one that is not where it should be; beyond, it counts as two: one missing, and one too many. */
const lookahead = 1000;
/** Rows that are held while their record has not come. */
const heldAtMost = 2 * lookahead;

/** What of a row must be that of a record for the row to be its: one value that was changed does not part them, and a row too many is of none. */
const likenessAtLeast = 2;

/**
 * Finds for record after record of a source the row that the case file has of it. Rows of an untouched file come in the order of the
 * records; in another, one is missing or one too many, and those behind it are found all the same, by their ordinals and offsets. Memory is
 * bounded whatever the file holds.
 */
export class StoredAlignment {
  private readonly entries: Rows;
  private readonly duplicates: Rows;
  /** Rows that were read and are of no record up to now; none while all come in order. */
  private readonly held = new HeldRows();
  /** The last entry that was found in its place. */
  private last: StoredPlace;
  /** What was found behind it. */
  private since = { entries: 0, duplicates: 0 };
  private readonly surplus: (row: StoredRecord) => void;

  /**
   * @param from the entry and the record that come next
   * @param entries from there on by their ids
   * @param duplicates from there on by their ordinals
   * @param surplus is told of rows that are of no record
   */
  constructor(
    from: StoredPlace,
    entries: Generator<StoredRecord>,
    duplicates: Generator<StoredRecord>,
    surplus: (row: StoredRecord) => void,
  ) {
    this.last = { id: from.id - 1, ordinal: from.ordinal - 1 };
    this.entries = new Rows(entries);
    this.duplicates = new Rows(duplicates);
    this.surplus = surplus;
  }

  /** The row of the next record, and whether it stands in its place; null where there is none. */
  next(batch: Batch, i: number): { readonly row: StoredRecord; readonly inPlace: boolean } | null {
    const row = this.inOrder(batch, i) ?? this.searched(batch, i);
    if (row === null) return null;
    if (!row.duplicate) return { row, inPlace: this.isInPlace(row, batch.first + i) };
    this.since.duplicates++;
    return { row, inPlace: true };
  }

  /** Ids of entries follow each other as records do; of one that is missing it cannot be told whether it was an entry. */
  private isInPlace({ id }: StoredRecord, ordinal: number): boolean {
    const { last, since, firstEntry } = this;
    const atLeast = last.id + 1 + since.entries;
    const atMost = last.id + ordinal - last.ordinal - since.duplicates;
    const inPlace = id >= atLeast && id <= atMost;
    // Where none before it is left, those behind it are looked at from here.
    if (inPlace || (id > atMost && id < (firstEntry?.id ?? Number.POSITIVE_INFINITY))) {
      this.last = { id, ordinal };
      this.since = { entries: 0, duplicates: 0 };
    } else since.entries++;
    return inPlace;
  }

  /** The id of the entry that comes next, where every row before it was found or told of; otherwise null. */
  nextId(ordinal: number): number | null {
    const { firstEntry, held, duplicates } = this;
    if (firstEntry === null || firstEntry.id <= this.last.id) return null;
    if (held.hasDuplicateBefore(ordinal) || (duplicates.head?.ordinal ?? ordinal) < ordinal) return null;
    return firstEntry.id;
  }

  private get firstEntry(): StoredRecord | null {
    return this.held.firstEntry ?? this.entries.head;
  }

  /** Tells of the rows that are left once there is no more record. */
  finish(): void {
    for (const row of this.held.all()) this.surplus(row);
    for (const rows of [this.entries, this.duplicates])
      for (let row = rows.take(); row !== null; row = rows.take()) this.surplus(row);
  }

  close(): void {
    this.entries.close();
    this.duplicates.close();
  }

  private inOrder(batch: Batch, i: number): StoredRecord | null {
    if (!this.held.isEmpty) return null;
    const { entries, duplicates } = this;
    const isNext = (row: StoredRecord | null) => row?.ordinal === batch.first + i;
    const rows = isNext(entries.head) ? entries : duplicates;
    const other = rows === entries ? duplicates : entries;
    if (!isNext(rows.head) || isNext(other.head)) return null;
    return rows.head?.offset === batch.offsets[i] ? rows.take() : null;
  }

  private searched(batch: Batch, i: number): StoredRecord | null {
    const ordinal = batch.first + i;
    const offset = batch.offsets[i] as number;
    this.readAhead(ordinal);
    let found: StoredRecord | null = null;
    let most = likenessAtLeast - 1;
    for (const row of this.held.at(ordinal, offset)) {
      const alike = likeness(batch, i, row);
      if (alike > most) [found, most] = [row, alike];
    }
    if (found !== null) this.held.remove(found);
    this.letGo(ordinal, offset);
    return found;
  }

  private readAhead(ordinal: number): void {
    const { held, entries, duplicates } = this;
    if (held.entries < lookahead)
      while (held.entries < heldAtMost && entries.head !== null) held.add(entries.take() as StoredRecord);
    while (duplicates.head !== null && duplicates.head.ordinal <= ordinal + lookahead) {
      if (held.duplicates >= heldAtMost) {
        const oldest = held.firstDuplicate as StoredRecord;
        if (oldest.ordinal >= ordinal) return;
        this.isSurplus(oldest);
      }
      held.add(duplicates.take() as StoredRecord);
    }
  }

  /** Rows that no later record can be of, and those that were passed over for too long. */
  private letGo(ordinal: number, offset: number): void {
    const { held } = this;
    const isPast = (row: StoredRecord) => row.ordinal <= ordinal && row.offset <= offset;
    for (;;) {
      const row = held.firstEntry;
      const isOver = row !== null && row.id < this.last.id && held.entries > lookahead;
      if (row === null || !(isPast(row) || isOver)) break;
      this.isSurplus(row);
    }
    for (;;) {
      const row = held.firstDuplicate;
      if (row === null || !(isPast(row) || row.ordinal + lookahead < ordinal)) break;
      this.isSurplus(row);
    }
  }

  private isSurplus(row: StoredRecord): void {
    this.held.remove(row);
    this.surplus(row);
  }
}

/** Rows one after the other, the next of which can be looked at. */
class Rows {
  private readonly rows: Generator<StoredRecord>;
  private next: StoredRecord | null | undefined;

  constructor(rows: Generator<StoredRecord>) {
    this.rows = rows;
  }

  get head(): StoredRecord | null {
    if (this.next === undefined) {
      const { done, value } = this.rows.next();
      this.next = done ? null : value;
    }
    return this.next;
  }

  take(): StoredRecord | null {
    const row = this.head;
    if (row !== null) this.next = undefined;
    return row;
  }

  close(): void {
    this.rows.return(undefined);
    this.next = null;
  }
}

/** Rows by what they say of where they belong, in the order in which they were added. */
class HeldRows {
  private readonly ofEntries = new Set<StoredRecord>();
  private readonly ofDuplicates = new Set<StoredRecord>();
  private readonly byOrdinal = new Map<number, Set<StoredRecord>>();
  private readonly byOffset = new Map<number, Set<StoredRecord>>();

  get isEmpty(): boolean {
    return this.entries + this.duplicates === 0;
  }

  get entries(): number {
    return this.ofEntries.size;
  }

  get duplicates(): number {
    return this.ofDuplicates.size;
  }

  get firstEntry(): StoredRecord | null {
    return firstOf(this.ofEntries);
  }

  get firstDuplicate(): StoredRecord | null {
    return firstOf(this.ofDuplicates);
  }

  hasDuplicateBefore(ordinal: number): boolean {
    for (const row of this.ofDuplicates) if (row.ordinal < ordinal) return true;
    return false;
  }

  add(row: StoredRecord): void {
    (row.duplicate ? this.ofDuplicates : this.ofEntries).add(row);
    put(this.byOrdinal, row.ordinal, row);
    put(this.byOffset, row.offset, row);
  }

  remove(row: StoredRecord): void {
    (row.duplicate ? this.ofDuplicates : this.ofEntries).delete(row);
    drop(this.byOrdinal, row.ordinal, row);
    drop(this.byOffset, row.offset, row);
  }

  /** Those of an ordinal, then those of an offset; entries before duplicates where they were added so. */
  *at(ordinal: number, offset: number): Generator<StoredRecord> {
    yield* this.byOrdinal.get(ordinal) ?? [];
    yield* this.byOffset.get(offset) ?? [];
  }

  *all(): Generator<StoredRecord> {
    yield* this.ofEntries;
    yield* this.ofDuplicates;
  }
}

function firstOf(rows: ReadonlySet<StoredRecord>): StoredRecord | null {
  for (const row of rows) return row;
  return null;
}

function put(rows: Map<number, Set<StoredRecord>>, key: number, row: StoredRecord): void {
  const of = rows.get(key);
  if (of === undefined) rows.set(key, new Set([row]));
  else of.add(row);
}

function drop(rows: Map<number, Set<StoredRecord>>, key: number, row: StoredRecord): void {
  const of = rows.get(key);
  of?.delete(row);
  if (of?.size === 0) rows.delete(key);
}

/** How much of a row is that of record `i`. */
function likeness(batch: Batch, i: number, row: StoredRecord): number {
  const at = i * digestLength;
  const isSame =
    row.content.length === digestLength && row.content.compare(batch.contents, at, at + digestLength) === 0;
  return (
    Number(row.ordinal === batch.first + i) +
    Number(row.offset === batch.offsets[i]) +
    Number(row.line === batch.lines[i]) +
    Number(row.length === batch.lengths[i]) +
    Number(isSame)
  );
}
