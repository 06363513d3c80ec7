import type { Finding } from '../../shared/domain/verification.ts';
import { counted } from '../../shared/report/counted.ts';
import type { ReadableDb } from '../case/database.ts';
import { beforeAll, inPages, pageLength } from '../case/pages.ts';
import type { Quarantined } from '../import/batch/batch.ts';

interface StoredSpan extends Quarantined {
  readonly id: number;
  readonly detail: string;
}

/** Holds quarantined spans as the bytes give them against those that the case file lists, by their offsets. */
export class QuarantineCheck {
  count = 0;
  private readonly stored: Generator<StoredSpan>;
  private next: StoredSpan | null = null;
  private readonly describe: (reason: Quarantined['reason']) => string;
  private readonly differs: (message: string, where: Partial<Finding>) => void;

  /** `differs`: is told of each difference. */
  constructor(
    db: ReadableDb,
    source: number,
    describe: (reason: Quarantined['reason']) => string,
    differs: (message: string, where: Partial<Finding>) => void,
  ) {
    const rows = db.prepare<[number, number, number], StoredSpan>(
      `SELECT id, line, offset, length, reason, detail FROM quarantine WHERE source = ? AND (offset, id) > (?, ?)
       ORDER BY offset, id LIMIT ${pageLength}`,
    );
    this.stored = inPages<StoredSpan>((behind) =>
      rows.all(source, behind?.offset ?? beforeAll, behind?.id ?? beforeAll),
    );
    this.describe = describe;
    this.differs = differs;
  }

  /** Tells what is different about the next span. */
  compare(span: Quarantined): void {
    this.count++;
    const { line, offset, length, reason } = span;
    const where = { line, byteOffset: offset };
    const isSame = (stored: StoredSpan) => stored.line === line && stored.length === length;
    while (this.head !== null && this.head.offset < offset && !isSame(this.head)) this.surplus();
    const stored = this.head;
    if (stored === null || (stored.offset !== offset && !isSame(stored))) {
      this.differs('bytes cannot be read as an entry, and the case file does not list them', where);
      return;
    }
    this.next = null;
    const agrees =
      stored.offset === offset &&
      isSame(stored) &&
      stored.reason === reason &&
      stored.detail === this.describe(reason);
    if (!agrees)
      this.differs('the case file lists other quarantined bytes than those that cannot be read', where);
  }

  /** Passes over spans that were compared before. */
  skip(count: number): void {
    for (; this.count < count; this.count++) this.stored.next();
  }

  /** Tells what the case file lists beyond what was met. */
  finish(): void {
    while (this.head !== null) this.surplus();
  }

  /** Lets go of the case file. */
  close(): void {
    this.stored.return(undefined);
    this.next = null;
  }

  private get head(): StoredSpan | null {
    this.next ??= this.stored.next().value ?? null;
    return this.next;
  }

  private surplus(): void {
    const { line, offset, length } = this.head as StoredSpan;
    this.next = null;
    this.differs('the case file lists quarantined bytes that can be read', {
      actual: `${counted(length, 'byte')} in line ${line}, from byte offset ${offset} on`,
    });
  }
}
