import type { ReadableDb } from '../case/database.ts';
import type { Quarantined } from '../import/batch.ts';

/** Holds quarantined spans as the bytes give them against those that the case file lists. */
export class QuarantineCheck {
  count = 0;
  private readonly stored: readonly Quarantined[];

  constructor(db: ReadableDb, source: number) {
    this.stored = db
      .prepare<[number], Quarantined>(
        'SELECT line, offset, length, reason FROM quarantine WHERE source = ? ORDER BY offset, id',
      )
      .all(source);
  }

  /** What is different about the next span; null where nothing is. */
  compare({ line, offset, length, reason }: Quarantined): string | null {
    const stored = this.stored[this.count++];
    if (stored === undefined) return 'bytes cannot be read as an entry, and the case file does not list them';
    const same =
      stored.line === line &&
      stored.offset === offset &&
      stored.length === length &&
      stored.reason === reason;
    return same ? null : 'the case file lists other quarantined bytes than those that cannot be read';
  }

  /** What the case file lists beyond what was met. */
  finish(): string | null {
    return this.count < this.stored.length ? 'the case file lists quarantined bytes that can be read' : null;
  }

  /** Whether listed spans stand between two offsets. */
  between(from: number, to: number): boolean {
    return this.stored.some(({ offset }) => offset > from && offset < to);
  }
}
