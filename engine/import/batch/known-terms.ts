import type { ReadableDb } from '../../case/database.ts';
import { type CodedColumn, codedColumns } from '../../case/schema.ts';
import { type KnownTerms, TermList } from './term-list.ts';
import { type NewTerm, Terms } from './terms.ts';

/**
 * The terms that the case's columns hold, as they grow from source to source. Read once, and found by tables that are
 * made once: a case may have thousands of small sources.
 */
export class CaseTerms {
  private readonly lists = new Map<CodedColumn, TermList>();
  private readonly tables = new Map<CodedColumn, Terms>();

  constructor(db: ReadableDb) {
    const select = db
      .prepare<[string], [number, string]>(
        "SELECT code, ifnull(CAST(value AS TEXT), '') FROM term WHERE column = ? ORDER BY code",
      )
      .raw();
    for (const column of codedColumns) {
      const list = new TermList();
      for (const [code, value] of select.all(column)) list.add(code, value);
      this.lists.set(column, list);
    }
  }

  /** Those that there are now. */
  get known(): KnownTerms {
    return Object.fromEntries([...this.lists].map(([column, list]) => [column, list.packed]));
  }

  /** The table of a column's terms, for a source that is read in this thread: it learns new ones as they are met. */
  table(column: CodedColumn): Terms {
    let table = this.tables.get(column);
    if (table === undefined) {
      table = new Terms(column, this.lists.get(column)?.packed);
      this.tables.set(column, table);
    }
    return table;
  }

  /** Takes up the terms that a batch brought, wherever it was read. */
  add(terms: readonly NewTerm[]): void {
    for (const [column, code, value] of terms) {
      this.lists.get(column)?.add(code, value);
      const bytes = Buffer.from(value);
      this.tables.get(column)?.code(bytes, 0, bytes.length, []);
    }
  }
}
