import { findColumn, type NumberColumn, type TimeColumn } from '../../../shared/domain/columns.ts';
import type { ReadableDb } from '../../case/database.ts';
import { type CodedColumn, isCoded } from '../../case/schema.ts';
import type { TaskContext } from '../../task.ts';
import { lastEntry, takeCensus } from '../census.ts';
import type { Cell } from '../rows-scan.ts';
import { slices } from '../slices.ts';
import { CodedValues } from './coded-values.ts';
import { NumberValues } from './number-values.ts';
import { TimeValues } from './time-values.ts';

type Values = CodedValues | NumberValues | TimeValues;

/**
 * The filterable columns of a case as arrays, a place for every entry, in the memory of the thread that answers questions.
 * Derived: read from the rows when a column is first asked for, continued when entries have been added, never stored. What
 * the arrays cannot hold as the rows do is not in them, and is asked of the rows.
 */
export class ReviewIndex {
  /** Entries are 1 to `last`, without gaps. */
  readonly last: number;
  private readonly db: ReadableDb;
  private readonly context: TaskContext;
  private readonly columns: Map<string, Values>;
  private readonly asked: Set<string>;

  constructor(db: ReadableDb, { last, columns, asked }: Kept, context: TaskContext) {
    this.db = db;
    this.last = last;
    this.context = context;
    this.columns = columns;
    this.asked = asked;
  }

  /**
   * Whether the columns are here or have been asked for before. To answer a single question, as a command does, reading
   * the rows once is less than reading columns that are not used again.
   */
  areWanted(names: readonly string[]): boolean {
    const wanted = names.every((name) => this.columns.has(name) || this.asked.has(name));
    for (const name of names) this.asked.add(name);
    return wanted;
  }

  coded(column: CodedColumn): CodedValues | null {
    return this.column(column) as CodedValues | null;
  }

  numbers(column: NumberColumn | 'source'): NumberValues | null {
    return this.column(column) as NumberValues | null;
  }

  times(column: TimeColumn): TimeValues | null {
    return this.column(column) as TimeValues | null;
  }

  /** Reads those of the columns that are not here yet, in one pass. Whether all of them can be here. */
  load(names: Iterable<string>): boolean {
    const asked = [...new Set(names)];
    const behind = new Map<number, Values[]>();
    for (const name of asked) {
      const values = this.columns.get(name) ?? emptyValues(this.db, name);
      this.columns.set(name, values);
      if (values.upTo >= this.last || values.odd) continue;
      behind.set(values.upTo, [...(behind.get(values.upTo) ?? []), values]);
    }
    for (const [upTo, columns] of behind) this.read(upTo, columns);
    return !asked.some((name) => this.columns.get(name)?.odd);
  }

  private column(name: string): Values | null {
    this.load([name]);
    const values = this.columns.get(name) as Values;
    return values.odd ? null : values;
  }

  /** What has been read when this is cancelled is kept, and the rest read the next time. */
  private read(upTo: number, columns: readonly Values[]): void {
    for (const values of columns) values.reserve(this.last, this.context);
    const places: number[] = [];
    let width = 0;
    for (const { selected } of columns) {
      places.push(width);
      width += selected.split(', ').length;
    }
    const select = this.db
      .prepare<[number, number], Cell[]>(
        `SELECT ${columns.map(({ selected }) => selected).join(', ')} FROM entry_row AS e WHERE e.id BETWEEN ? AND ? ORDER BY e.id`,
      )
      .raw();
    for (const { low, high } of slices(upTo + 1, this.last, this.context)) {
      this.context.progress({ phase: 'indexing', done: low - 1, total: this.last, unit: 'entries' });
      const rows = select.all(low, high);
      for (let i = 0; i < columns.length; i++) {
        const values = columns[i] as Values;
        const place = places[i] as number;
        for (const row of rows) values.take(row, place);
      }
    }
    for (const values of columns) values.finish();
  }
}

/** Whether a column is one of those that the index holds. */
export function isIndexed(name: string): boolean {
  const kind = findColumn(name)?.kind;
  return isCoded(name) || name === 'source' || kind === 'number' || kind === 'time';
}

function emptyValues(db: ReadableDb, name: string): Values {
  if (isCoded(name)) return new CodedValues(db, name);
  if (findColumn(name)?.kind === 'time') return new TimeValues(name as TimeColumn);
  return new NumberValues(name as NumberColumn | 'source');
}

interface Kept {
  last: number;
  readonly columns: Map<string, Values>;
  /** Columns of queries. */
  readonly asked: Set<string>;
}

const kept = new WeakMap<ReadableDb, Kept>();

/** The index as of now; null for a case whose entries are not numbered from 1 without gaps, as every import numbers them. */
export function reviewIndex(db: ReadableDb, context: TaskContext): ReviewIndex | null {
  const last = lastEntry(db);
  const { entries, upTo } = takeCensus(db, context);
  if (entries !== upTo || upTo < last) return null;
  let known = kept.get(db);
  if (known === undefined || known.last > last) {
    known = { last, columns: new Map(), asked: new Set() };
    kept.set(db, known);
  }
  known.last = last;
  return new ReviewIndex(db, { ...known }, context);
}
