import type { ReadableDb } from '../case/database.ts';
import { type CodedColumn, codedColumns } from '../case/schema.ts';
import { type KnownTerms, type NewTerm, Terms } from './terms.ts';

/**
 * The terms that the case's columns hold, as they grow from source to source. Read once, and found by tables that are
 * made once: a case may have thousands of small sources.
 */
export class CaseTerms {
  readonly known: KnownTerms;
  private readonly lists: Record<string, (readonly [number, string])[]>;
  private readonly tables = new Map<CodedColumn, Terms>();

  constructor(db: ReadableDb) {
    const select = db
      .prepare<[string], [number, string]>('SELECT code, value FROM term WHERE column = ? ORDER BY code')
      .raw();
    this.lists = Object.fromEntries(codedColumns.map((column) => [column, select.all(column)]));
    this.known = this.lists;
  }

  /** The table of a column's terms, for a source that is read in this thread: it learns new ones as they are met. */
  table(column: CodedColumn): Terms {
    let table = this.tables.get(column);
    if (table === undefined) {
      table = new Terms(column, this.lists[column] ?? []);
      this.tables.set(column, table);
    }
    return table;
  }

  /** Takes up the terms that a batch brought, wherever it was read. */
  add(terms: readonly NewTerm[]): void {
    for (const [column, code, value] of terms) {
      this.lists[column]?.push([code, value]);
      const bytes = Buffer.from(value);
      this.tables.get(column)?.code(bytes, 0, bytes.length, []);
    }
  }
}
