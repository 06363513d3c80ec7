import { randomInt } from 'node:crypto';
import type { NumberColumn, TimeColumn } from '../../../shared/domain/columns.ts';
import { lastEntry } from '../../case/census.ts';
import { prepared, type ReadableDb } from '../../case/database.ts';
import type { CodedColumn } from '../../case/schema.ts';
import type { TaskContext } from '../../task.ts';
import { isNumberedWithoutGaps, missedRow } from '../entry-count.ts';
import type { Cell } from '../rows-scan.ts';
import type { CodedValues } from './coded-values.ts';
import { emptyValues, type PlainColumn, type Values } from './columns.ts';
import type { NumberValues } from './number-values.ts';
import { DamagedIndex, damaged, SegmentColumn, type SegmentRow, storedSegments } from './segment/segment.ts';
import { statedTexts } from './stated-texts.ts';
import { type RankedTexts, rankedTexts } from './text-ranks.ts';
import type { TextValues } from './text-values.ts';
import type { TimeValues } from './time-values.ts';

/** Thrown where the entries are not numbered as they are said to be. */
class MissingRow extends Error {}

/** Rows of a step. */
const rowsAtOnce = 5_000;

interface Kept {
  last: number;
  readonly columns: Map<string, Values>;
  /** The last entry that a column has room for. */
  readonly reserved: WeakMap<Values, number>;
  readonly ranked: Map<PlainColumn, RankedTexts>;
  /** Columns of queries. */
  readonly asked: Set<string>;
  /** Null where what is stored is not to be used: it differs from the rows, or is damaged. */
  segments: readonly SegmentRow[] | null;
  generation: number;
}

/**
 * The columns of a case as arrays, a place for every entry, in the memory of the thread that answers questions. Derived: taken
 * from the segments that imports store, or from the rows where there are none, when a column is first asked for, and continued
 * when entries have been added. What the arrays cannot hold as the rows do is not in them, and is asked of the rows.
 */
export class ReviewIndex {
  /** Entries are 1 to `last`, without gaps. */
  readonly last: number;
  private readonly db: ReadableDb;
  private readonly context: TaskContext;
  private readonly kept: Kept;

  constructor(db: ReadableDb, kept: Kept, context: TaskContext) {
    this.db = db;
    this.last = kept.last;
    this.context = context;
    this.kept = kept;
  }

  /**
   * Whether the columns are here, cost little to have, or have been asked for before. To answer a single question, as a command
   * does, reading the rows once is less than reading columns that are not used again.
   */
  areWanted(names: readonly string[]): boolean {
    const { columns, asked } = this.kept;
    const wanted = this.isStored || names.every((name) => columns.has(name) || asked.has(name));
    for (const name of names) asked.add(name);
    return wanted;
  }

  /** Another one whenever the index was let go of: what was taken from it before is not to be used again. */
  get generation(): number {
    return this.kept.generation;
  }

  /** Whether what imports stored is used. */
  get isStored(): boolean {
    return this.kept.segments !== null && this.kept.segments.length > 0;
  }

  coded(column: CodedColumn | 'source'): CodedValues | null {
    return this.column(column) as CodedValues | null;
  }

  numbers(column: NumberColumn): NumberValues | null {
    return this.column(column) as NumberValues | null;
  }

  times(column: TimeColumn): TimeValues | null {
    return this.column(column) as TimeValues | null;
  }

  texts(column: PlainColumn): TextValues | null {
    return this.column(column) as TextValues | null;
  }

  /** The places of a column's texts in their order, which are kept; null where an entry is missing. */
  ranked(column: PlainColumn): RankedTexts | null {
    const known = this.kept.ranked.get(column);
    if (known?.ranks.length === this.last) return known;
    try {
      const texts = statedTexts(this.db, column, this.kept.segments ?? [], this.last, this.context);
      const ranked = rankedTexts(texts, this.context);
      this.kept.ranked.set(column, ranked);
      return ranked;
    } catch (error) {
      if (!(error instanceof DamagedIndex)) throw error;
      const { segments } = this.kept;
      this.disown();
      if (segments !== null) return this.ranked(column);
      missedRow(this.db);
      return null;
    }
  }

  /** Whether `ranked` costs nothing. */
  isRanked(column: PlainColumn): boolean {
    return this.kept.ranked.get(column)?.ranks.length === this.last;
  }

  /** Makes those of the columns that are not here yet. Whether all of them can be here. */
  load(names: Iterable<string>): boolean {
    const asked = [...new Set(names)];
    for (const _ of this.loading(asked));
    const { columns } = this.kept;
    return asked.every((name) => {
      const values = columns.get(name);
      return values !== undefined && !values.odd && values.upTo >= this.last;
    });
  }

  /**
   * Makes columns in steps of some milliseconds, between which questions may be asked of the index: each step goes on from where the
   * columns are. What has been made when it is left, or cancelled, is kept.
   *
   * @throws AppError CANCELLED
   */
  *loading(names: readonly string[]): Generator<void> {
    try {
      for (const name of names) while (this.takeSegment(name)) yield this.tell(names);
      while (this.readRows(names)) yield this.tell(names);
    } catch (error) {
      if (error instanceof DamagedIndex) {
        this.disown();
        yield* this.loading(names);
      } else if (error instanceof MissingRow) {
        this.disown();
        missedRow(this.db);
      } else {
        throw error;
      }
    }
  }

  /** Lets go of everything: it is not what the rows hold. What is asked next is taken from those. */
  disown(): void {
    this.kept.columns.clear();
    this.kept.ranked.clear();
    this.kept.segments = null;
    this.kept.generation = nextGeneration++;
  }

  private column(name: string): Values | null {
    return this.load([name]) ? (this.kept.columns.get(name) as Values) : null;
  }

  /** Whether the rows of these entries hold what the index does. */
  private agrees(values: Values, ids: readonly number[]): boolean {
    const select = prepared<[number], Record<string, Cell>>(
      this.db,
      `SELECT ${values.selected} FROM entry_row AS e WHERE e.id = ?`,
    );
    return ids.every((id) => {
      const row = select.get(id);
      return row !== undefined && values.agrees(id - 1, Object.values(row), 0);
    });
  }

  /**
   * Holds the index against the rows of some entries, as those are about to be shown. Where they differ, it lets go of
   * everything, so that the question is to be asked again.
   */
  holdAgainst(ids: readonly number[]): boolean {
    const loaded = [...this.kept.columns.values()].filter(({ upTo, odd }) => upTo >= this.last && !odd);
    if (loaded.length === 0) return true;
    const select = this.db
      .prepare<[string], Cell[]>(
        `SELECT ${loaded.map(({ selected }) => selected).join(', ')}, e.id FROM entry_row AS e WHERE e.id IN (SELECT value FROM json_each(?))`,
      )
      .raw();
    const rows = select.all(JSON.stringify(ids));
    const agrees = rows.every((row) => {
      const place = (row.at(-1) as number) - 1;
      let at = 0;
      return loaded.every((values) => {
        const from = at;
        at += values.width;
        return values.agrees(place, row, from);
      });
    });
    if (agrees && rows.length === ids.length) return true;
    this.disown();
    if (rows.length < ids.length) missedRow(this.db);
    return false;
  }

  private values(name: string): Values {
    const { columns } = this.kept;
    let values = columns.get(name);
    if (values === undefined) {
      values = emptyValues(this.db, name);
      columns.set(name, values);
    }
    return values;
  }

  private lacks(values: Values): boolean {
    return values.upTo < this.last && !values.odd;
  }

  /** Makes room for all entries, and knows the terms that they use: once, for a column that is made in steps. */
  private reserve(values: Values): void {
    const { reserved } = this.kept;
    if ((reserved.get(values) ?? 0) >= this.last) return;
    values.reserve(this.last, this.context);
    reserved.set(values, this.last);
  }

  /** Goes on with a column by one segment, where the next entries are in one. */
  private takeSegment(name: string): boolean {
    const values = this.values(name);
    const next = this.kept.segments?.find(({ first }) => first === values.upTo + 1);
    if (next === undefined || !this.lacks(values)) return false;
    this.context.checkCancelled();
    this.reserve(values);
    values.takeSegment(new SegmentColumn(this.db, next, name), next.entries);
    values.finish();
    const { first, entries } = next;
    if (!this.agrees(values, [first, first + randomInt(entries), first + entries - 1]))
      throw damaged('other values than the rows');
    return true;
  }

  /** Goes on by some rows with those columns that lack the same ones. */
  private readRows(names: readonly string[]): boolean {
    const behind = names.map((name) => this.values(name)).filter((values) => this.lacks(values));
    const upTo = behind[0]?.upTo;
    if (upTo === undefined) return false;
    this.context.checkCancelled();
    const columns = behind.filter((values) => values.upTo === upTo);
    for (const values of columns) this.reserve(values);
    const low = upTo + 1;
    const high = Math.min(upTo + rowsAtOnce, this.last);
    const select = this.db
      .prepare<[number, number], Cell[]>(
        `SELECT ${columns.map(({ selected }) => selected).join(', ')} FROM entry_row AS e WHERE e.id BETWEEN ? AND ? ORDER BY e.id`,
      )
      .raw();
    const rows = select.all(low, high);
    if (rows.length !== high - low + 1) throw new MissingRow();
    let at = 0;
    for (const values of columns) {
      for (const row of rows) values.take(row, at);
      at += values.width;
      if (high === this.last) values.finish();
    }
    return true;
  }

  private tell(names: readonly string[]): void {
    let places = 0;
    for (const name of names) places += this.values(name).upTo;
    const done = Math.floor(places / names.length);
    this.context.progress({ phase: 'reading the index', done, total: this.last, unit: 'entries' });
  }
}

function segmentsOf(db: ReadableDb, last: number): readonly SegmentRow[] | null {
  try {
    return storedSegments(db, last);
  } catch (error) {
    if (error instanceof DamagedIndex) return null;
    throw error;
  }
}

/**
 * What an index is made from. `stored`: from what imports stored of it, as far as that is not found to differ from the rows;
 * for a screen. `rows`: from the rows alone, for what leaves the case or is put on record.
 */
export type Trust = 'stored' | 'rows';

const kept: Readonly<Record<Trust, WeakMap<ReadableDb, Kept>>> = {
  stored: new WeakMap(),
  rows: new WeakMap(),
};
let nextGeneration = 0;

/** The index as of now; null for a case whose entries are not numbered from 1 without gaps, as every import numbers them. */
export function reviewIndex(
  db: ReadableDb,
  context: TaskContext,
  trust: Trust = 'stored',
): ReviewIndex | null {
  const last = lastEntry(db);
  if (!isNumberedWithoutGaps(db, context)) return null;
  let known = kept[trust].get(db);
  if (known === undefined || known.last > last) {
    const segments = trust === 'stored' ? segmentsOf(db, last) : null;
    known = {
      last,
      columns: new Map(),
      ranked: new Map(),
      reserved: new WeakMap(),
      asked: new Set(),
      segments,
      generation: nextGeneration++,
    };
    kept[trust].set(db, known);
  }
  if (known.last < last && known.segments !== null) known.segments = segmentsOf(db, last);
  known.last = last;
  return new ReviewIndex(db, known, context);
}
