import { digestLength } from '../../shared/proof/digest.ts';
import { prepared, type WritableDb } from '../case/database.ts';
import { isCoded, type StoredColumn, storedColumns } from '../case/schema.ts';
import { type Batch, hasValues, type Values, valuesOf } from './batch.ts';

/** Rows in one INSERT: a fifth quicker than one by one. */
const rowsAtOnce = 32;

/** Bound of every row, before its columns. */
const fixed = ['line', 'offset', 'length', 'content'] as const;

/** What the first of several rows has, and each further one has one more of. */
interface First {
  readonly id: number;
  readonly ordinal: number;
}

type Shared = First & { readonly source: number };

interface Statements {
  /** One row, after its values the conflict, id, ordinal and source. */
  readonly one: { run(values: readonly unknown[]): unknown };
  /** `rowsAtOnce` rows that follow one another. */
  readonly many: { run(values: readonly unknown[], shared: Shared): unknown };
}

/**
 * Writes rows of `entry_row`, several at a time. To bind a value costs as much as to store it, so of each batch only the
 * columns are written that hold something, and what counts up is bound once for many rows.
 */
export class EntryRows {
  private readonly db: WritableDb;
  private readonly source: number;
  /** By the columns that are written. */
  private readonly statements = new Map<string, Statements>();
  private columns: readonly StoredColumn[] = [];
  private current: Statements | null = null;
  private values: readonly Values[] = [];
  private coded: readonly boolean[] = [];
  private batch: Batch | null = null;
  private pending: unknown[] = [];
  private held = 0;
  private first: First = { id: 0, ordinal: 0 };

  constructor(db: WritableDb, source: number) {
    this.db = db;
    this.source = source;
  }

  /** The rows that follow are records of `batch`. */
  begin(batch: Batch): void {
    const columns = storedColumns.filter((column) => hasValues(batch, column));
    const name = columns.join();
    if (name !== this.columns.join() || this.current === null) {
      this.flush();
      this.columns = columns;
      this.coded = columns.map(isCoded);
      const known = this.statements.get(name) ?? this.prepare(columns);
      this.statements.set(name, known);
      this.current = known;
    }
    this.batch = batch;
    this.values = columns.map((column) => valuesOf(batch, column));
  }

  /** Record `i` of the batch as entry `id`; `conflict` is the entry that it conflicts with, or 0. */
  add(i: number, id: number, content: Buffer, conflict: number): void {
    const { values, coded } = this;
    const batch = this.batch as Batch;
    const ordinal = batch.first + i;
    if (conflict !== 0 || id !== this.first.id + this.held || ordinal !== this.first.ordinal + this.held)
      this.flush();
    const { pending } = this;
    if (this.held === 0) this.first = { id, ordinal };
    pending.push(batch.lines[i], batch.offsets[i], batch.lengths[i], content);
    for (let c = 0; c < values.length; c++) {
      const value = (values[c] as Values)(i);
      pending.push(typeof value === 'number' && coded[c] ? integer(value) : value);
    }
    this.held++;
    if (conflict !== 0) this.writeOne(pending, 0, conflict);
    else if (this.held === rowsAtOnce)
      this.current?.many.run(pending, { ...this.first, source: this.source });
    else return;
    this.pending = [];
    this.held = 0;
  }

  /** Hands the rows still held to the case file. */
  flush(): void {
    const width = fixed.length + this.columns.length;
    for (let n = 0; n < this.held; n++) {
      this.writeOne(this.pending.slice(n * width, (n + 1) * width), n, 0);
    }
    this.pending = [];
    this.held = 0;
  }

  private writeOne(values: readonly unknown[], n: number, conflict: number): void {
    const { id, ordinal } = this.first;
    this.current?.one.run([...values, conflict === 0 ? null : conflict, id + n, ordinal + n, this.source]);
  }

  private prepare(columns: readonly StoredColumn[]): Statements {
    const names = [...fixed, ...columns];
    const values = names.map(() => '?').join(', ');
    const counted = (n: number) => `@id + ${n}, @ordinal + ${n}, @source`;
    const rows = Array.from({ length: rowsAtOnce }, (_, n) => `(${values}, ${counted(n)})`).join(', ');
    return {
      one: prepared(
        this.db,
        `INSERT INTO entry_row (${names.join(', ')}, conflicts_with, id, ordinal, source)
         VALUES (${values}, ?, ?, ?, ?)`,
      ),
      many: prepared(
        this.db,
        `INSERT INTO entry_row (${names.join(', ')}, id, ordinal, source) VALUES ${rows}`,
      ),
    };
  }
}

/** The content hash of record `i`. */
export function contentOf({ contents }: Batch, i: number): Buffer {
  return Buffer.from(contents.buffer, contents.byteOffset + i * digestLength, digestLength);
}

const integers: bigint[] = [];

/**
 * A code as SQLite is to store it: a number would arrive as floating point, and a column of any type would keep it so.
 * Each is made once: there are at most `termLimit`.
 */
function integer(code: number): bigint {
  for (let next = integers.length; next <= code; next++) integers.push(BigInt(next));
  return integers[code] as bigint;
}
