import { columns } from '../../shared/domain/columns.ts';
import { isMoment, momentText } from '../../shared/time/moment.ts';
import { ZoneClock } from '../../shared/time/zone.ts';
import type { ReadableDb } from '../case/database.ts';
import { type CodedColumn, isCoded } from '../case/schema.ts';
import type { Cell } from './rows-scan.ts';

/** Terms of one column that are looked up together: rows that follow each other mostly have terms that do. */
const together = 64;

/** As fine as the entry states it, and to the millisecond at least. */
function timeIn(clock: ZoneClock, ms: number, ns: number | null): string {
  if (ns === null) return clock.text(ms);
  const whole = String((((ms % 1000) + 1000) % 1000) * 1_000_000 + ns).padStart(9, '0');
  return clock.text(ms, `.${whole.replace(/0{1,6}$/, '')}`);
}

/**
 * Reads the normalized columns of rows. It says what the view `entry` says, about three times faster: dictionary values
 * are looked up once and not once a row.
 */
export class ReadableValues {
  /** SQL expressions on `entry_row AS e`, for `read`. */
  readonly select = columns.flatMap(({ name, kind }) =>
    kind === 'time' ? [`e.${name}`, `e.${name}_ns`, `e.${name}_text`] : [`e.${name}`],
  );

  /** The terms of a column whose codes are in a range. */
  private readonly lookUp;
  private readonly clock: ZoneClock | null;
  /** By the place of the column: what is known of its dictionary; null of a column without one. */
  private readonly terms = columns.map(({ name }) => (isCoded(name) ? new Terms(name) : null));

  /** @param zone of the times; without one they are the entries' own text */
  constructor(db: ReadableDb, zone?: string) {
    this.clock = zone === undefined ? null : new ZoneClock(zone);
    this.lookUp = db
      .prepare<[string, number, number], [code: number, value: string]>(
        "SELECT code, ifnull(CAST(value AS TEXT), '') FROM term WHERE column = ? AND code BETWEEN ? AND ?",
      )
      .raw();
  }

  /** The values in the order of `columns`, of a row whose cells from `from` on were selected by `select`. */
  read(row: readonly Cell[], from: number): Cell[] {
    const values: Cell[] = [];
    let at = from;
    for (let i = 0; i < columns.length; i++) {
      const value = row[at++] ?? null;
      if (columns[i]?.kind === 'time') {
        values.push(this.time(value, row[at] ?? null, row[at + 1] ?? null));
        at += 2;
      } else {
        const terms = this.terms[i];
        values.push(terms && typeof value === 'number' ? this.term(terms, value) : value);
      }
    }
    return values;
  }

  private time(value: Cell, finer: Cell, text: Cell): Cell {
    // The view gives nothing for what is no moment either.
    if (!isMoment(value)) return text;
    return this.clock === null
      ? (text ?? momentText(value))
      : timeIn(this.clock, value, finer as number | null);
  }

  private term({ column, known }: Terms, code: number): string | null {
    const value = known[code];
    if (value !== undefined) return value;
    const first = code - (code % together);
    for (const [each, text] of this.lookUp.all(column, first, first + together - 1)) known[each] = text;
    known[code] ??= null;
    return known[code];
  }
}

/** What is known of a dictionary, which has 65,536 terms at most. */
class Terms {
  readonly column: CodedColumn;
  /** By code, without those that were not met. */
  readonly known: (string | null | undefined)[] = [];

  constructor(column: CodedColumn) {
    this.column = column;
  }
}
