import type { CodedColumn } from '../case/schema.ts';
import { termLimit } from '../case/schema.ts';

/** A term that was met for the first time. */
export type NewTerm = readonly [column: CodedColumn, code: number, value: string];

/**
 * The codes of one column's values. Once `termLimit` is reached no value is added, and the rest stay text: so the same
 * entries in the same order always get the same codes, which verification relies on.
 */
export class Terms {
  private readonly codes = new Map<string, number>();
  private readonly column: CodedColumn;
  private readonly limit: number;

  constructor(
    column: CodedColumn,
    known: Iterable<readonly [code: number, value: string]>,
    limit = termLimit,
  ) {
    this.column = column;
    this.limit = limit;
    for (const [code, value] of known) this.codes.set(value, code);
  }

  /** The value's code, or -1 where it stays text. A new term is pushed to `added`. */
  code(value: string, added: NewTerm[]): number {
    const known = this.codes.get(value);
    if (known !== undefined) return known;
    if (this.codes.size >= this.limit) return -1;
    const code = this.codes.size;
    this.codes.set(value, code);
    added.push([this.column, code, value]);
    return code;
  }
}

/** The terms of a case, by column, as they cross to a thread. */
export type KnownTerms = Partial<Record<CodedColumn, readonly (readonly [number, string])[]>>;
