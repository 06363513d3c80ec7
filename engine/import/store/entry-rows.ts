import { digestLength } from '../../../shared/proof/digest.ts';
import { prepared, type WritableDb } from '../../case/database.ts';
import { type StoredColumn, storedColumns } from '../../case/schema.ts';
import { type Batch, hasValues } from '../batch/batch.ts';
import { type BoundValues, boundValues } from './bound-values.ts';
import type { PackedForm } from './packed-form.ts';
import { RowPacking } from './row-packing.ts';
import { rowsAtOnce } from './run-extents.ts';

interface Insert {
  run(
    values: readonly unknown[],
    shared?: Readonly<Record<string, unknown>>,
  ): { readonly lastInsertRowid: number | bigint };
}

/**
 * Writes rows of `entry_row`: runs of records that are entries one after the other together, what is left of a run, and
 * entries that conflict with another, one by one. Of each batch only the columns are written that hold something.
 */
export class EntryRows {
  private readonly db: WritableDb;
  private readonly source: number;
  private readonly packing: RowPacking;
  private batch: Batch | null = null;
  private insert: Insert | null = null;
  private readonly runs = new Map<PackedForm, Insert>();
  private values: readonly BoundValues[] = [];
  /** The run that is held: its first record, the entry that this will be, and how many there are. */
  private from = 0;
  private id = 0;
  private held = 0;

  constructor(db: WritableDb, source: number) {
    this.db = db;
    this.source = source;
    this.packing = new RowPacking(source);
  }

  /** The rows that follow are records of `batch`. */
  begin(batch: Batch): void {
    this.flush();
    const columns = storedColumns.filter((column) => hasValues(batch, column));
    this.batch = batch;
    this.insert = this.prepare(columns);
    this.values = columns.map((column) => boundValues(batch, column));
    this.packing.begin(batch);
  }

  /** Record `i` of the batch as entry `id`; `conflict` is the entry that it conflicts with, or 0. */
  add(i: number, id: number, conflict: number): void {
    if (conflict !== 0 || id !== this.id + this.held || i !== this.from + this.held) this.flush();
    if (conflict !== 0) {
      this.writeOne(i, id, conflict);
      return;
    }
    if (this.held === 0) {
      this.from = i;
      this.id = id;
    }
    this.held++;
    if (this.held < rowsAtOnce) return;
    if (this.writeRun()) this.held = 0;
    else this.flush();
  }

  private writeRun(): boolean {
    const run = this.packing.bind(this.from, this.id);
    if (run === null) return false;
    const { form } = this.packing;
    const insert = this.runs.get(form) ?? this.prepareRun(form);
    this.runs.set(form, insert);
    const { lastInsertRowid } = insert.run(run.values, run.shared);
    if (lastInsertRowid !== this.id + rowsAtOnce - 1)
      throw new Error('entries are not numbered in the order of their rows');
    return true;
  }

  /** Hands the rows still held to the case file. */
  flush(): void {
    for (let n = 0; n < this.held; n++) this.writeOne(this.from + n, this.id + n, null);
    this.held = 0;
  }

  private writeOne(i: number, id: number, conflict: number | null): void {
    const { first, lines, offsets, lengths } = this.batch as Batch;
    const place = [this.source, id, (first as number) + i, lines[i], offsets[i], lengths[i]];
    const content = contentOf(this.batch as Batch, i);
    this.insert?.run([...place, content, conflict, ...this.values.map((value) => value(i))]);
  }

  /** SQLite numbers the rows itself, which saves it a look for each whether its number is free. */
  private prepareRun({ rows, values }: PackedForm): Insert {
    return prepared(
      this.db,
      `INSERT INTO entry_row (${values.map(({ column }) => column).join(', ')})
       SELECT ${values.map(({ sql }) => sql).join(', ')} FROM ${rows}`,
    );
  }

  private prepare(columns: readonly StoredColumn[]): Insert {
    const names = [
      'source',
      'id',
      'ordinal',
      'line',
      'offset',
      'length',
      'content',
      'conflicts_with',
      ...columns,
    ];
    return prepared(
      this.db,
      `INSERT INTO entry_row (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    );
  }
}

/** The content hash of record `i`. */
function contentOf({ contents }: Batch, i: number): Buffer {
  return Buffer.from(contents.buffer, contents.byteOffset + i * digestLength, digestLength);
}
