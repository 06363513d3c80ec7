import { digestLength } from '../../shared/proof/digest.ts';
import type { WritableDb } from '../case/database.ts';
import { isCoded, type StoredColumn, storedColumns } from '../case/schema.ts';
import { type Batch, type Values, valuesOf } from './batch.ts';
import type { KnownEntries } from './known-entries.ts';

/** Rows in one INSERT: a fifth quicker than one by one. */
const rowsAtOnce = 32;

/** What became of a source's records. */
export interface Ledger {
  entries: number;
  duplicates: number;
  conflicts: number;
  quarantined: number;
}

const located = ['id', 'source', 'ordinal', 'line', 'offset', 'length', 'content'] as const;

/** Stores the records of one source: each as an entry, or as a duplicate of one. */
export class EntryWriter {
  readonly ledger: Ledger = { entries: 0, duplicates: 0, conflicts: 0, quarantined: 0 };
  private readonly source: number;
  private readonly known: KnownEntries;
  private readonly columns: readonly { readonly name: StoredColumn; readonly coded: boolean }[];
  private readonly insertMany;
  private readonly insertOne;
  private readonly insertDuplicate;
  private readonly insertQuarantined;
  private readonly insertTerm;
  /** Values in a row. */
  private readonly width: number;
  private pending: unknown[] = [];
  private nextId: number;

  /** `columns`: the stored columns that the source's system can fill. */
  constructor(
    db: WritableDb,
    source: number,
    columns: ReadonlySet<string>,
    known: KnownEntries,
    nextId: number,
  ) {
    this.source = source;
    this.known = known;
    this.nextId = nextId;
    this.columns = storedColumns
      .filter((column) => columns.has(column))
      .map((name) => ({ name, coded: isCoded(name) }));
    const names = [...located, ...this.columns.map(({ name }) => name), 'conflicts_with'];
    this.width = names.length;
    const insert = `INSERT INTO entry_row (${names.join(', ')}) VALUES `;
    const row = `(${names.map(() => '?').join(', ')})`;
    this.insertOne = db.prepare(insert + row);
    this.insertMany = db.prepare(insert + Array.from({ length: rowsAtOnce }, () => row).join(', '));
    this.insertDuplicate = db.prepare(
      'INSERT INTO duplicate (source, ordinal, line, offset, length, entry) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.insertQuarantined = db.prepare(
      'INSERT INTO quarantine (source, line, offset, length, reason, detail) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.insertTerm = db.prepare('INSERT INTO term (column, code, value) VALUES (?, ?, ?)');
  }

  write(batch: Batch, describe: (reason: string) => string): void {
    for (const term of batch.newTerms) this.insertTerm.run(...term);
    for (const { line, offset, length, reason } of batch.quarantined) {
      this.insertQuarantined.run(this.source, line, offset, length, reason, describe(reason));
      this.ledger.quarantined++;
    }
    const settle = () => this.flush();
    const entryIds = valuesOf(batch, 'entry_id');
    const values = this.columns.map(({ name }) => valuesOf(batch, name));
    for (let i = 0; i < batch.count; i++) {
      const content = Buffer.from(
        batch.contents.buffer,
        batch.contents.byteOffset + i * digestLength,
        digestLength,
      );
      const same = this.known.sameBytes(content, settle);
      if (same !== 0) {
        this.insertDuplicate.run(
          this.source,
          batch.first + i,
          batch.lines[i],
          batch.offsets[i],
          batch.lengths[i],
          same,
        );
        this.ledger.duplicates++;
        continue;
      }
      const entryId = entryIds(i) as string | null;
      const conflict = entryId === null ? 0 : this.known.sameId(entryId, settle);
      this.add(batch, i, content, values, conflict);
      if (conflict !== 0) this.ledger.conflicts++;
      else if (entryId !== null) this.known.addId(entryId, this.nextId);
      this.known.add(content, this.nextId);
      this.nextId++;
      this.ledger.entries++;
    }
  }

  private add(batch: Batch, i: number, content: Buffer, values: readonly Values[], conflict: number): void {
    const { pending } = this;
    pending.push(
      this.nextId,
      this.source,
      batch.first + i,
      batch.lines[i],
      batch.offsets[i],
      batch.lengths[i],
      content,
    );
    for (let c = 0; c < values.length; c++) {
      const value = (values[c] as Values)(i);
      pending.push(this.columns[c]?.coded && typeof value === 'number' ? integer(value) : value);
    }
    pending.push(conflict === 0 ? null : conflict);
    if (pending.length < rowsAtOnce * this.width) return;
    this.insertMany.run(pending);
    this.pending = [];
  }

  /** Hands the rows still held to the case file. */
  flush(): void {
    for (let at = 0; at < this.pending.length; at += this.width)
      this.insertOne.run(this.pending.slice(at, at + this.width));
    this.pending = [];
  }
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
