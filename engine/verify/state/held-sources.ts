import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import { prepared, type ReadableDb } from '../../case/database.ts';
import { caseFault } from '../../case/faults.ts';
import type { SourceRow } from '../../case/sources.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { HeldApart } from './held-apart.ts';
import { heldRows } from './held-digest.ts';
import { heldParts } from './held-parts.ts';
import { HeldTerms } from './held-terms.ts';

/** What the rows of a smaller source, and its bytes, hash to is known before a thread has started. */
const small = { records: 20_000, bytes: 16 << 20 };

/**
 * What the case file holds of its sources, each hashed once in a verification: of large ones in threads, beside what else is to be done, and
 * all of them from when the first is asked for.
 */
export class HeldSources {
  private readonly db: ReadableDb;
  private readonly path: string;
  private readonly sources: readonly SourceRow[];
  private readonly stop: StopFlag;
  private readonly terms: HeldTerms;
  private readonly rows = new Map<number, Promise<string | null>>();
  private readonly settled = new Map<number, string | null>();
  private apart: HeldApart | null = null;
  /** Entries and duplicates that there are. */
  private records: number | undefined;
  /** Of the large sources, by number, which of the parts are theirs. */
  private readonly places = new Map<number, { readonly from: number; readonly end: number }>();

  /** `path`: of the case file, for threads that read it. */
  constructor(db: ReadableDb, path: string, sources: readonly SourceRow[], stop: StopFlag) {
    this.db = db;
    this.path = path;
    this.sources = sources;
    this.stop = stop;
    this.terms = new HeldTerms(db);
  }

  /** Begins with the large ones. */
  begin(): void {
    if (this.apart !== null) return;
    const large = this.sources.filter((source) => isLarge(source) && this.hasRecordsOf(source));
    const parts = large.flatMap((source) => {
      const from = this.places.size === 0 ? 0 : Math.max(...[...this.places.values()].map(({ end }) => end));
      const own = heldParts(source);
      this.places.set(source.id, { from, end: from + own.length });
      return own;
    });
    if (parts.length > 0) this.apart = new HeldApart(this.path, parts, this.stop);
  }

  /**
   * SHA-256, hex, of it and of these terms: the codes of each column, as bits. Null where that cannot be said: there is no such source,
   * or the file is damaged, which is told where it is read.
   *
   * @throws AppError CANCELLED, ENGINE_LOST
   */
  async digest(id: number, terms: Readonly<Record<string, Uint8Array>>): Promise<string | null> {
    const known = this.rows.get(id) ?? this.hashed(id);
    this.rows.set(id, known);
    const rows = await known;
    this.settled.set(id, rows);
    return rows && createHash('sha256').update(rows).update(this.terms.digest(terms)).digest('hex');
  }

  /** SHA-256, hex, of it without terms, where that was asked for and is known; otherwise null. */
  rowsNow(id: number): string | null {
    return this.settled.get(id) ?? null;
  }

  /** Whether nothing need be waited for. */
  isAtHand(id: number): boolean {
    const source = this.sources.find((each) => each.id === id);
    return this.rows.has(id) || source === undefined || !isLarge(source);
  }

  /** Ends what was begun. */
  async close(): Promise<void> {
    await this.apart?.close();
  }

  /** Whether there are as many records as a source is said to have: where it says more, it would be gone through without an end. */
  private hasRecordsOf({ entries, duplicates }: SourceRow): boolean {
    this.records ??= this.countRecords();
    return entries >= 0 && duplicates >= 0 && entries + duplicates <= this.records;
  }

  /** None where the file is damaged. */
  private countRecords(): number {
    const records = 'SELECT (SELECT count(*) FROM entry_row) + (SELECT count(*) FROM duplicate) AS count';
    try {
      return prepared<[], { count: number }>(this.db, records).get()?.count ?? 0;
    } catch (error) {
      const fault = caseFault(error, this.path);
      if (fault instanceof AppError && fault.code === 'CASE_CORRUPT') return 0;
      throw fault;
    }
  }

  private async hashed(id: number): Promise<string | null> {
    const source = this.sources.find((each) => each.id === id);
    if (source === undefined || !this.hasRecordsOf(source)) return null;
    try {
      if (!isLarge(source)) return heldRows(this.db, source, this.stop);
      this.begin();
      const { from, end } = this.places.get(id) as { from: number; end: number };
      return heldRows(this.db, source, this.stop, await this.apart?.of(from, end));
    } catch (error) {
      const fault = caseFault(error, this.path);
      if (fault instanceof AppError && fault.code === 'CASE_CORRUPT') return null;
      throw fault;
    }
  }
}

function isLarge({ entries, duplicates, bytes }: SourceRow): boolean {
  return entries + duplicates > small.records || bytes > small.bytes;
}
