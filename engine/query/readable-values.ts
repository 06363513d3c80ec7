import { columns } from '../../shared/domain/columns.ts';
import { ZoneClock } from '../../shared/time/zone.ts';
import type { ReadableDb } from '../case/database.ts';
import { type CodedColumn, isCoded } from '../case/schema.ts';
import type { Cell } from './rows-scan.ts';

/** Terms of one column kept at most: nearly all columns have far fewer. */
const mostKept = 100_000;

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
  readonly select = columns
    .map(({ name, kind }) => (kind === 'time' ? `e.${name}, e.${name}_ns, e.${name}_text` : `e.${name}`))
    .join(', ');

  private readonly lookUp;
  private readonly terms = new Map<CodedColumn, Map<number, string | null>>();

  private readonly clock: ZoneClock | null;

  /** @param zone of the times; without one they are the entries' own text */
  constructor(db: ReadableDb, zone?: string) {
    this.clock = zone === undefined ? null : new ZoneClock(zone);
    this.lookUp = db
      .prepare<[string, number], string>('SELECT value FROM term WHERE column = ? AND code = ?')
      .pluck();
  }

  /** The values in the order of `columns`, of a row whose cells from `from` on were selected by `select`. */
  read(row: readonly Cell[], from: number): Cell[] {
    let at = from;
    return columns.map(({ name, kind }) => {
      const value = row[at++] ?? null;
      if (kind === 'time') {
        const finer = row[at++] ?? null;
        const text = row[at++] ?? null;
        if (value === null) return text;
        return this.clock === null
          ? (text ?? new Date(value as number).toISOString())
          : timeIn(this.clock, value as number, finer as number | null);
      }
      return isCoded(name) && typeof value === 'number' ? this.term(name, value) : value;
    });
  }

  private term(column: CodedColumn, code: number): string | null {
    let known = this.terms.get(column);
    if (known === undefined || known.size === mostKept) {
      known = new Map();
      this.terms.set(column, known);
    }
    let value = known.get(code);
    if (value === undefined) {
      value = this.lookUp.get(column, code) ?? null;
      known.set(code, value);
    }
    return value;
  }
}
