import { digestLength } from '../../../shared/proof/digest.ts';
import { prepared, type WritableDb } from '../../case/database.ts';
import type { SegmentWriter } from '../../query/index/segment/segment-writer.ts';
import { type Batch, dataOf } from '../batch/batch.ts';
import type { Layout } from '../layout/layout.ts';
import { EntryRows } from './entry-rows.ts';
import type { KnownEntries } from './known-entries.ts';

/** What became of a source's records. */
export interface Ledger {
  entries: number;
  duplicates: number;
  conflicts: number;
  quarantined: number;
}

/** Stores the records of one source: each as an entry, or as a duplicate of one. */
export class EntryWriter {
  readonly ledger: Ledger = { entries: 0, duplicates: 0, conflicts: 0, quarantined: 0 };
  private readonly source: number;
  private readonly known: KnownEntries;
  private readonly rows: EntryRows;
  private readonly insertDuplicate;
  private readonly insertQuarantined;
  private readonly insertTerm;
  private readonly index: SegmentWriter;
  private nextId: number;

  constructor(
    db: WritableDb,
    source: number,
    layout: Layout,
    { known, index }: { readonly known: KnownEntries; readonly index: SegmentWriter },
    nextId: number,
  ) {
    this.source = source;
    this.known = known;
    this.index = index;
    this.nextId = nextId;
    this.rows = new EntryRows(db, source);
    known.begin(source, layout, () => this.rows.flush());
    this.insertDuplicate = prepared(
      db,
      'INSERT INTO duplicate (source, ordinal, line, offset, length, entry) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.insertQuarantined = prepared(
      db,
      'INSERT INTO quarantine (source, line, offset, length, reason, detail) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.insertTerm = prepared(db, 'INSERT INTO term (column, code, value) VALUES (?, ?, ?)');
  }

  /** Nothing of the batch is held afterwards. */
  write(batch: Batch, describe: (reason: string) => string): void {
    for (const term of batch.newTerms) this.insertTerm.run(...term);
    for (const { line, offset, length, reason } of batch.quarantined) {
      this.insertQuarantined.run(this.source, line, offset, length, reason, describe(reason));
      this.ledger.quarantined++;
    }
    this.rows.begin(batch);
    const { contents, texts } = batch;
    const ids = dataOf(batch, 'entry_id').spans;
    const stored = new Uint32Array(batch.count);
    let entries = 0;
    for (let i = 0; i < batch.count; i++) {
      const same = this.known.sameBytes(contents, i * digestLength, this.nextId);
      if (same !== 0) {
        this.addDuplicate(batch, i, same);
        continue;
      }
      const start = ids === null ? -1 : (ids.starts[i] as number);
      const conflict = start < 0 ? 0 : this.known.sameId(texts, start, ids?.ends[i] as number, this.nextId);
      if (conflict !== 0) this.ledger.conflicts++;
      this.rows.add(i, this.nextId++, conflict);
      this.ledger.entries++;
      stored[entries++] = i;
    }
    this.rows.flush();
    this.index.append(batch, entries === batch.count ? null : stored.subarray(0, entries), this.source);
  }

  private addDuplicate(batch: Batch, i: number, entry: number): void {
    const place = [batch.first + i, batch.lines[i], batch.offsets[i], batch.lengths[i]];
    this.insertDuplicate.run(this.source, ...place, entry);
    this.ledger.duplicates++;
  }
}
