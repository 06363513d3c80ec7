import type { ReadableDb } from '../case/database.ts';
import { upTo } from '../case/pages.ts';
import { type CodedColumn, codedColumns, termLimit } from '../case/schema.ts';
import type { Batch } from '../import/batch/batch.ts';

/** Which terms the bytes of all sources hold: a byte a term. */
export class UsedTerms {
  private readonly used = new Map<CodedColumn, Uint8Array>();
  /** The last code of each column: those behind it came later, with what somebody imported meanwhile. */
  private readonly last = new Map<string, number>();

  /** `like`: of the same case file, whose terms need not be counted again. */
  constructor(db: ReadableDb, like?: UsedTerms) {
    if (like !== undefined) {
      for (const [column, used] of like.used) this.used.set(column, new Uint8Array(used.length));
      for (const [column, last] of like.last) this.last.set(column, last);
      return;
    }
    const highest = db
      .prepare<[string], number | null>('SELECT max(code) FROM term WHERE column = ?')
      .pluck();
    for (const column of codedColumns) {
      const last = highest.get(column) ?? -1;
      this.last.set(column, last);
      const length = Math.min(last + 1, termLimit);
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

  /** By column, a bit for each code that is used. */
  bits(): Record<string, Uint8Array> {
    return Object.fromEntries(
      [...this.used].map(([column, used]) => {
        const length = Math.ceil((used.lastIndexOf(1) + 1) / 8);
        const bits = new Uint8Array(length);
        for (let code = 0; code < length * 8; code++)
          if (used[code] === 1) bits[code >>> 3] = (bits[code >>> 3] as number) | (1 << (code & 7));
        return [column, bits];
      }),
    );
  }

  /** Those of `bits` are used too. */
  addBits(bits: Readonly<Record<string, Uint8Array>>): void {
    for (const [column, code] of codesOf(bits)) {
      const used = this.used.get(column);
      if (used !== undefined && code < used.length) used[code] = 1;
    }
  }

  /** How many terms the case file lists that no record has. */
  unused(db: ReadableDb): number {
    const columns = db
      .prepare<[], [column: CodedColumn, terms: number, lowest: number, highest: number]>(
        'SELECT column, count(*), min(code), max(code) FROM term GROUP BY column',
      )
      .raw();
    const codes = db
      .prepare<[string, number], number>('SELECT code FROM term WHERE column = ? AND code <= ?')
      .pluck();
    let unused = 0;
    for (const [column, terms, lowest, highest] of columns.all()) {
      const used = this.used.get(column) ?? noTerms;
      // No code stands twice: so these are all from 0 on, as Casebound gives them.
      if (lowest === 0 && highest === terms - 1 && terms === used.length) unused += zerosOf(used);
      else
        for (const code of codes.iterate(column, upTo(this.last.get(column) ?? Number.POSITIVE_INFINITY)))
          if (used[code] !== 1) unused++;
    }
    return unused;
  }
}

const noTerms = new Uint8Array();

function zerosOf(used: Uint8Array): number {
  let zeros = 0;
  for (let code = 0; code < used.length; code++) if (used[code] === 0) zeros++;
  return zeros;
}

/** Bits as text has them, base64. */
export function printBits(bits: Readonly<Record<string, Uint8Array>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(bits).map(([column, of]) => [column, Buffer.from(of).toString('base64')]),
  );
}

export function readBits(printed: Readonly<Record<string, string>>): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(printed).map(([column, of]) => [column, new Uint8Array(Buffer.from(of, 'base64'))]),
  );
}

/** The columns and codes that `bits` stand for. */
function* codesOf(
  bits: Readonly<Record<string, Uint8Array>>,
): Generator<[column: CodedColumn, code: number]> {
  for (const column of codedColumns) {
    const of = bits[column] ?? new Uint8Array();
    for (let code = 0; code < of.length * 8; code++)
      if (((of[code >>> 3] as number) & (1 << (code & 7))) !== 0) yield [column, code];
  }
}
