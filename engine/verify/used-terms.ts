import type { ReadableDb } from '../case/database.ts';
import { type CodedColumn, codedColumns, termLimit } from '../case/schema.ts';
import type { Batch } from '../import/batch.ts';

/** Which terms the bytes of all sources hold: a byte a term. */
export class UsedTerms {
  private readonly used = new Map<CodedColumn, Uint8Array>();

  constructor(db: ReadableDb) {
    const highest = db
      .prepare<[string], number | null>('SELECT max(code) FROM term WHERE column = ?')
      .pluck();
    for (const column of codedColumns) {
      const length = Math.min((highest.get(column) ?? -1) + 1, termLimit);
      this.used.set(column, new Uint8Array(Math.max(length, 0)));
    }
  }

  add({ columns, count }: Batch): void {
    for (const [column, used] of this.used) {
      const data = columns[column];
      if (data?.kind !== 'coded') continue;
      for (let i = 0; i < count; i++) {
        const code = data.codes[i] as number;
        if (code >= 0 && code < used.length) used[code] = 1;
      }
    }
  }

  /** How many terms the case file lists that no record has. */
  unused(db: ReadableDb): number {
    const terms = db.prepare<[], [column: CodedColumn, code: number]>('SELECT column, code FROM term').raw();
    let unused = 0;
    for (const [column, code] of terms.iterate()) if (this.used.get(column)?.[code] !== 1) unused++;
    return unused;
  }
}
