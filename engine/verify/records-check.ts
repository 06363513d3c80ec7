import type { Finding } from '../../shared/domain/verification.ts';
import { entryCount } from '../../shared/report/counted.ts';
import { asOneRead, type ReadableDb } from '../case/database.ts';
import type { StoredColumn } from '../case/schema.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Batch, Values } from '../import/batch/batch.ts';
import { rowsAtOnce } from '../import/store/run-extents.ts';
import { agrees, differences } from './differences.ts';
import { located, placeOf } from './record-place.ts';
import { RowsElsewhere } from './rows-elsewhere.ts';
import { StoredAlignment } from './stored-alignment.ts';
import { type StoredPlace, type StoredRecord, storedDuplicates, storedEntries } from './stored-records.ts';
import { StoredRuns } from './stored-runs.ts';

/** Is told of a difference between a record and what the case file has of it. */
export type Differs = (message: string, where: Partial<Finding>) => void;

/** Holds the records of a source, as its bytes give them, against the rows that the case file has of them. */
export class RecordsCheck {
  private readonly db: ReadableDb;
  private readonly source: SourceRow;
  /** The columns that the source's system can fill; the others hold nothing. */
  private readonly filled: readonly StoredColumn[];
  private readonly runs: StoredRuns;
  private readonly differs: Differs;
  /** The rows from `next` on, where they are read one by one; null where they are not. */
  private rows: StoredAlignment | null = null;
  /** Those that are under the number of another source; null as long as none is missing. */
  private elsewhere: RowsElsewhere | null = null;
  /** The entry and the record that come next. */
  private place: StoredPlace;

  constructor(db: ReadableDb, source: SourceRow, filled: readonly StoredColumn[], differs: Differs) {
    this.db = db;
    this.source = source;
    this.filled = filled;
    this.runs = new StoredRuns(db, source);
    this.differs = differs;
    this.place = { id: source.first_entry ?? 0, ordinal: 0 };
  }

  /** The entry that comes next, as long as every row was in its place. */
  get nextEntry(): number {
    return this.place.id;
  }

  /** Begins at a place; call it before anything is compared. */
  resume(place: StoredPlace): void {
    this.place = place;
  }

  /**
   * How many of the batch's first records stand as they should, found out by runs, and the id of the first of them. The others are to be
   * compared one by one.
   */
  agreeing(batch: Batch): { readonly count: number; readonly id: number } {
    const id = this.rows === null ? this.place.id : this.rows.nextId(batch.first);
    if (id === null || !this.runs.begin(batch)) return { count: 0, id: this.place.id };
    const count = asOneRead(this.db, () => {
      let agreed = 0;
      while (agreed < batch.count) {
        // The last run overlaps the one before it.
        const from = Math.min(agreed, batch.count - rowsAtOnce);
        if (!this.runs.areStored(from, id + from)) break;
        agreed = from + rowsAtOnce;
      }
      return agreed;
    });
    if (count > 0) {
      this.endRows();
      this.place = { id: id + count, ordinal: batch.first + count };
    }
    return { count, id };
  }

  /** The row of a record, whose differences are told; null where there is none, which is told too. @param values of the filled columns */
  compare(batch: Batch, i: number, values: readonly Values[]): StoredRecord | null {
    const found = this.rowsOneByOne().next(batch, i);
    const id = found === null || found.row.duplicate ? this.place.id : found.row.id + 1;
    this.place = { id, ordinal: batch.first + i + 1 };
    const at = found ?? this.underAnother(batch, i, id);
    if (at === null) {
      this.differs('the bytes hold a record that the case file does not list', located(placeOf(batch, i)));
      return null;
    }
    const { row, inPlace } = at;
    if (!inPlace)
      this.differs('the case file lists the entry out of its place', {
        ...located(placeOf(batch, i)),
        actual: `entry ${row.id}`,
      });
    if (agrees(batch, i, row, values)) return row;
    for (const [what, expected, actual] of differences(batch, i, row, this.filled, values)) {
      const where = { ...located(placeOf(batch, i)), expected, actual };
      this.differs(`the case file's ${what} is not what the stored bytes give`, where);
    }
    return row;
  }

  private underAnother(batch: Batch, i: number, from: number) {
    this.elsewhere ??= new RowsElsewhere(this.db, this.source, this.filled);
    const row = this.elsewhere.of(batch, i, from);
    return row && { row, inPlace: true };
  }

  /** Tells of rows that are left. */
  finish(): void {
    this.rowsOneByOne().finish();
    const { found } = this.elsewhere ?? { found: null };
    if (found === null) return;
    const { count, first, under } = found;
    this.differs(
      `the case file lists ${entryCount(count)} of this source, this one the first, under the number of another`,
      { ...located(first), expected: `source ${this.source.id}`, actual: `source ${under}` },
    );
  }

  /** Lets go of the case file: a statement takes some 50 KB as long as it is held, and a case may have thousands of sources. */
  close(): void {
    this.endRows();
    this.elsewhere = null;
    this.runs.close();
  }

  private rowsOneByOne(): StoredAlignment {
    const { db, source, filled, place } = this;
    this.rows ??= new StoredAlignment(
      place,
      storedEntries(db, source, filled, place.id),
      storedDuplicates(db, source.id, place.ordinal),
      (row) => this.surplus(row),
    );
    return this.rows;
  }

  private endRows(): void {
    this.rows?.close();
    this.rows = null;
  }

  private surplus({ id, duplicate, ordinal, line, offset }: StoredRecord): void {
    const what = duplicate ? `a repetition of entry ${id}` : `entry ${id}`;
    // Where it says that it stands, something else does: it is no place to go to.
    this.differs('the case file lists a record that the stored bytes do not hold', {
      actual: `${what}, as record ${ordinal} in line ${line}, byte offset ${offset}`,
    });
  }
}
