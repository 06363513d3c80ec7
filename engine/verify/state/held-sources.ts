import type { ReadableDb } from '../../case/database.ts';
import type { SourceRow } from '../../case/sources.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { heldDigest, heldRows } from './held-digest.ts';

/** What the case file holds of its sources, each hashed once in a verification, when it is first asked for. */
export class HeldSources {
  private readonly db: ReadableDb;
  private readonly sources: ReadonlyMap<number, SourceRow>;
  private readonly rows = new Map<number, string>();
  private readonly stop: StopFlag;

  constructor(db: ReadableDb, sources: readonly SourceRow[], stop: StopFlag) {
    this.db = db;
    this.sources = new Map(sources.map((source) => [source.id, source]));
    this.stop = stop;
  }

  /**
   * SHA-256, hex, of it and of these terms: the codes of each column, as bits. Of a source that is not there, nothing is held.
   *
   * @throws AppError CANCELLED
   */
  digest(id: number, terms: Readonly<Record<string, Uint8Array>>): string {
    const source = this.sources.get(id);
    const rows = this.rows.get(id) ?? (source === undefined ? '' : heldRows(this.db, source, this.stop));
    this.rows.set(id, rows);
    return heldDigest(this.db, rows, terms);
  }
}
