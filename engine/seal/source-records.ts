import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import type { KeyColumn } from './source-key-tree.ts';

/** Records that are read at once, so that no statement is under way between them. */
const slice = 4096;

/** `content`: in hex, which costs half of what a Buffer does. `value`: of the key that is asked for. */
export type RecordRow = [ordinal: number, content: string, value: number | string | null];

/** What the case file holds of a source, in slices, by ordinal: its entries, which are numbered as they stand in it, and what repeats others. */
export function* recordRows(
  db: ReadableDb,
  source: SourceRow,
  key: KeyColumn | null,
): Generator<RecordRow[]> {
  const columns = `hex(e.content), ${key === null ? 'NULL' : `e.${key}`}`;
  const repeated = new RepeatedRows(db, source.id, columns);
  for (const own of ownRows(db, source, columns)) yield repeated.among(own);
  for (let rest = repeated.next(); rest.length > 0; rest = repeated.next()) yield rest;
}

function* ownRows(
  db: ReadableDb,
  { id, first_entry: first, entries }: SourceRow,
  columns: string,
): Generator<RecordRow[]> {
  const own = db
    .prepare<[number, number, number], RecordRow>(
      `SELECT e.ordinal, ${columns} FROM entry_row AS e WHERE e.id >= ? AND e.id < ? AND e.source = ? ORDER BY e.id`,
    )
    .raw();
  for (let n = 0; n < entries; n += slice) {
    const from = (first ?? 0) + n;
    yield own.all(from, Math.min(from + slice, (first ?? 0) + entries), id);
  }
}

/** Records that repeat an entry, by ordinal. */
class RepeatedRows {
  private readonly read: (behind: number) => RecordRow[];
  private rows: RecordRow[] = [];
  private at = 0;
  private last: number | undefined = -1;

  constructor(db: ReadableDb, source: number, columns: string) {
    const statement = db
      .prepare<[number, number, number], RecordRow>(
        `SELECT d.ordinal, ${columns} FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry WHERE d.source = ? AND d.ordinal > ? ORDER BY d.ordinal LIMIT ?`,
      )
      .raw();
    this.read = (behind) => statement.all(source, behind, slice);
  }

  /** The rows, with those that stand before one of them in front of it. */
  among(own: RecordRow[]): RecordRow[] {
    const last = own.at(-1)?.[0];
    if (last === undefined || !(this.ahead() < last)) return own;
    const merged: RecordRow[] = [];
    for (const row of own) {
      while (this.ahead() < row[0]) merged.push(this.rows[this.at++] as RecordRow);
      merged.push(row);
    }
    return merged;
  }

  /** Some more; none at the end. */
  next(): RecordRow[] {
    if (this.ahead() === Number.POSITIVE_INFINITY) return [];
    const rest = this.rows.slice(this.at);
    this.at = this.rows.length;
    return rest;
  }

  /** The ordinal of the next. */
  private ahead(): number {
    if (this.at === this.rows.length && this.last !== undefined) {
      this.rows = this.read(this.last);
      this.at = 0;
      this.last = this.rows.at(-1)?.[0];
    }
    return this.rows[this.at]?.[0] ?? Number.POSITIVE_INFINITY;
  }
}
