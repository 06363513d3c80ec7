import { prepared, type ReadableDb } from '../case/database.ts';
import { storedColumns } from '../case/schema.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Batch } from '../import/batch/batch.ts';
import type { PackedForm } from '../import/store/packed-form.ts';
import { RowPacking } from '../import/store/row-packing.ts';
import { rowsAtOnce } from '../import/store/run-extents.ts';

interface Comparison {
  get(values: readonly unknown[], shared: Readonly<Record<string, unknown>>): unknown;
}

/**
 * Holds runs of records against the entries that are stored, in SQL: a run is bound as import binds it, and SQLite counts
 * the rows that are the same in every column. It only says whether all are: what differs is found out record by record.
 */
export class StoredRuns {
  private readonly db: ReadableDb;
  private readonly source: number;
  private readonly packing: RowPacking;
  private readonly comparisons = new Map<PackedForm, Comparison>();
  private readonly firstDuplicate;

  constructor(db: ReadableDb, source: SourceRow) {
    this.db = db;
    this.packing = new RowPacking(source.id);
    this.firstDuplicate = prepared<[number, number, number], { ordinal: number | null }>(
      db,
      'SELECT min(ordinal) AS ordinal FROM duplicate WHERE source = ? AND ordinal >= ? AND ordinal < ?',
    );
    this.source = source.id;
  }

  /** Whether the batch can be held against entries by runs: none of its records is a duplicate, and there are enough. */
  begin(batch: Batch): boolean {
    if (batch.count < rowsAtOnce) return false;
    this.packing.begin(batch);
    const found = this.firstDuplicate.get(this.source, batch.first, batch.first + batch.count);
    return found?.ordinal === null;
  }

  /** Whether the records `from .. from + rowsAtOnce` stand as entries `id` and on, as import would store them. */
  areStored(from: number, id: number): boolean {
    const run = this.packing.bind(from, id);
    if (run === null) return false;
    const { form } = this.packing;
    const comparison = this.comparisons.get(form) ?? this.prepare(form);
    this.comparisons.set(form, comparison);
    const { same } = comparison.get(run.values, run.shared) as { same: number };
    return same === rowsAtOnce;
  }

  /** Lets go of the statements. */
  close(): void {
    this.comparisons.clear();
  }

  private prepare({ rows, row, values }: PackedForm): Comparison {
    // With a plus it is no column to SQLite's planner, which would plan anew for every set of bound values.
    const held = new Set(values.map(({ column }) => column));
    const same = values.map(({ column, sql }) => `+e.${column} IS ${sql}`);
    const empty = storedColumns.filter((column) => !held.has(column)).map((column) => `e.${column} IS NULL`);
    return this.db.prepare(
      `SELECT count(*) AS same FROM ${rows} CROSS JOIN entry_row AS e ON e.id = @id + ${row}
       WHERE ${[...same, ...empty].join(' AND ')}`,
    );
  }
}
