import { digestLength } from '../../shared/proof/digest.ts';
import type { WritableDb } from '../case/database.ts';
import { isCoded, storedColumns } from '../case/schema.ts';
import type { Batch } from './batch.ts';
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
  private readonly columns: readonly string[];
  private readonly insertMany;
  private readonly insertOne;
  private readonly insertWithText;
  private readonly insertDuplicate;
  private readonly insertQuarantined;
  private readonly insertTerm;
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
    this.columns = storedColumns.filter((column) => columns.has(column));
    const names = [...located, ...this.columns, 'conflicts_with'];
    // Numbers arrive as floating point, and a column of any type would keep them so: codes are made integers here.
    const row = `(${names.map((name) => (isCoded(name) ? 'CAST(? AS INTEGER)' : '?')).join(', ')})`;
    const insert = `INSERT INTO entry_row (${names.join(', ')}) VALUES `;
    this.insertWithText = db.prepare(`${insert}(${names.map(() => '?').join(', ')})`);
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
    const entryIds = batch.values['entry_id'];
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
      const entryId = (entryIds?.[i] ?? null) as string | null;
      const conflict = entryId === null ? 0 : this.known.sameId(entryId, settle);
      this.add(batch, i, content, conflict);
      if (conflict !== 0) this.ledger.conflicts++;
      else if (entryId !== null) this.known.addId(entryId, this.nextId);
      this.known.add(content, this.nextId);
      this.nextId++;
      this.ledger.entries++;
    }
  }

  private add(batch: Batch, i: number, content: Buffer, conflict: number): void {
    const row: unknown[] = [
      this.nextId,
      this.source,
      batch.first + i,
      batch.lines[i],
      batch.offsets[i],
      batch.lengths[i],
      content,
    ];
    let text = false;
    for (const column of this.columns) {
      const value = batch.values[column]?.[i] ?? null;
      if (typeof value === 'string' && isCoded(column)) text = true;
      row.push(value);
    }
    row.push(conflict === 0 ? null : conflict);
    if (text) this.addWithText(row);
    else this.pending.push(...row);
    if (this.pending.length >= rowsAtOnce * row.length) {
      this.insertMany.run(this.pending);
      this.pending = [];
    }
  }

  /** A row with a value that its column's full dictionary has no code for. */
  private addWithText(row: readonly unknown[]): void {
    this.flush();
    this.insertWithText.run(
      row.map((value, at) => {
        const column = this.columns[at - located.length] ?? '';
        return typeof value === 'number' && isCoded(column) ? BigInt(value) : value;
      }),
    );
  }

  /** Hands the rows still held to the case file. */
  flush(): void {
    const width = located.length + this.columns.length + 1;
    for (let at = 0; at < this.pending.length; at += width)
      this.insertOne.run(this.pending.slice(at, at + width));
    this.pending = [];
  }
}
