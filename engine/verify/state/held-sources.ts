import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { ReadableDb } from '../../case/database.ts';
import { caseFault } from '../../case/faults.ts';
import { recordsHeld, type SourceRow } from '../../case/sources.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { HeldApart } from './held-apart.ts';
import { heldRows } from './held-digest.ts';
import { type HeldPart, hashPart, heldParts } from './held-parts.ts';
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
  /** Sources that have as many records as they are said to. */
  private counted: ReadonlySet<number> | undefined;
  /** Of the large sources, by number, which of the parts are theirs. */
  private readonly places = new Map<number, readonly number[]>();
  /** SHA-256 of the bytes that sources have in common: those of a container, and those that were read anew. */
  private readonly bytesHashed = new Map<string, Uint8Array>();

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
    const parts: HeldPart[] = [];
    const placeOf = new Map<string, number>();
    for (const source of large) {
      const places = heldParts(source).map((part) => {
        const name = JSON.stringify(part);
        const place = placeOf.get(name) ?? parts.push(part) - 1;
        placeOf.set(name, place);
        return place;
      });
      this.places.set(source.id, places);
    }
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

  /**
   * Sources whose records are there, of as many of the first as have no more together than the case file holds: where one says more, or each
   * of a thousand claims all, their rows would be gone through without an end. None where the file is damaged.
   */
  private findCounted(): ReadonlySet<number> {
    const counted = new Set<number>();
    try {
      let left = recordsHeld(this.db);
      for (const { id, entries, duplicates } of this.sources) {
        if (!(entries >= 0 && duplicates >= 0 && entries + duplicates <= left)) continue;
        left -= entries + duplicates;
        counted.add(id);
      }
      return counted;
    } catch (error) {
      const fault = caseFault(error, this.path);
      if (fault instanceof AppError && fault.code === 'CASE_CORRUPT') return counted;
      throw fault;
    }
  }

  private hasRecordsOf({ id }: SourceRow): boolean {
    this.counted ??= this.findCounted();
    return this.counted.has(id);
  }

  private async apartOf(id: number): Promise<readonly Uint8Array[]> {
    this.begin();
    return (this.apart as HeldApart).of(this.places.get(id) as readonly number[]);
  }

  private hashHere(part: HeldPart): Uint8Array {
    if (part.of === 'entries' || part.of === 'duplicates') return hashPart(this.db, part, this.stop);
    const name = JSON.stringify(part);
    const digest = this.bytesHashed.get(name) ?? hashPart(this.db, part, this.stop);
    this.bytesHashed.set(name, digest);
    return digest;
  }

  private async hashed(id: number): Promise<string | null> {
    const source = this.sources.find((each) => each.id === id);
    if (source === undefined || !this.hasRecordsOf(source)) return null;
    try {
      const digests = isLarge(source)
        ? await this.apartOf(id)
        : heldParts(source).map((part) => this.hashHere(part));
      return heldRows(this.db, source, this.stop, digests);
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
