import type { ReadableDb } from '../case/database.ts';
import { beforeAll, inPages, pageLength } from '../case/pages.ts';
import type { Quarantined } from '../import/batch/batch.ts';

interface StoredSpan extends Quarantined {
  readonly id: number;
  readonly detail: string;
}

/** Holds quarantined spans as the bytes give them against those that the case file lists, one by one. */
export class QuarantineCheck {
  count = 0;
  private stored: Iterator<StoredSpan>;
  private readonly describe: (reason: Quarantined['reason']) => string;

  constructor(db: ReadableDb, source: number, describe: (reason: Quarantined['reason']) => string) {
    const rows = db.prepare<[number, number, number], StoredSpan>(
      `SELECT id, line, offset, length, reason, detail FROM quarantine WHERE source = ? AND (offset, id) > (?, ?)
       ORDER BY offset, id LIMIT ${pageLength}`,
    );
    this.stored = inPages<StoredSpan>((behind) =>
      rows.all(source, behind?.offset ?? beforeAll, behind?.id ?? beforeAll),
    );
    this.describe = describe;
  }

  /** What is different about the next span; null where nothing is. */
  compare({ line, offset, length, reason }: Quarantined): string | null {
    this.count++;
    const { done, value: stored } = this.stored.next();
    if (done) return 'bytes cannot be read as an entry, and the case file does not list them';
    const same =
      stored.line === line &&
      stored.offset === offset &&
      stored.length === length &&
      stored.reason === reason &&
      stored.detail === this.describe(reason);
    return same ? null : 'the case file lists other quarantined bytes than those that cannot be read';
  }

  /** Passes over spans that were compared before. */
  skip(count: number): void {
    for (; this.count < count; this.count++) this.stored.next();
  }

  /** What the case file lists beyond what was met. */
  finish(): string | null {
    return this.stored.next().done ? null : 'the case file lists quarantined bytes that can be read';
  }

  /** Lets go of the case file. */
  close(): void {
    this.stored.return?.();
    this.stored = [][Symbol.iterator]();
  }
}
