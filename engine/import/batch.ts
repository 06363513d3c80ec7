import { columns } from '../../shared/domain/columns.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import { type CodedColumn, codedColumns, isCoded, termLimit } from '../case/schema.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { Located, QuarantineReason } from './located.ts';
import type { ColumnSink } from './map-entry.ts';
import { type KnownTerms, type NewTerm, Terms } from './terms.ts';
import { statedTime } from './time.ts';

/** Records in a batch: a slice of work between two looks at the cancel flag, about 20 ms. */
export const batchLength = 4096;

/** The stored form of a column's value: null, a number, a code, or text. */
export type Stored = string | number | null;

export interface Quarantined {
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  readonly reason: QuarantineReason;
}

/** Readable records, column by column, on their way from the thread that reads to the one that stores or compares. */
export interface Batch {
  readonly count: number;
  /** Ordinal of the first record. */
  readonly first: number;
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
  readonly lines: Float64Array;
  /** 32 bytes a record: SHA-256 of its bytes. */
  readonly contents: Uint8Array;
  /** By stored column name (`storedColumns`); a column that is not there is empty in every record. */
  readonly values: Readonly<Record<string, readonly Stored[]>>;
  readonly newTerms: readonly NewTerm[];
  readonly quarantined: readonly Quarantined[];
}

const names = columns.map((column) => column.name);

/** Collects records into batches. */
export class BatchBuilder implements ColumnSink {
  private readonly terms = new Map<string, Terms>();
  private values: Record<string, Stored[]> = {};
  private newTerms: NewTerm[] = [];
  private quarantined: Quarantined[] = [];
  private offsets = new Float64Array(batchLength);
  private lengths = new Float64Array(batchLength);
  private lines = new Float64Array(batchLength);
  private contents = new Uint8Array(batchLength * digestLength);
  private count = 0;
  private first = 0;

  constructor(known: KnownTerms, limit = termLimit) {
    for (const column of codedColumns) this.terms.set(column, new Terms(column, known[column] ?? [], limit));
  }

  get full(): boolean {
    return this.count === batchLength || this.quarantined.length === batchLength;
  }

  /** Begins a record; the values that follow are its own. */
  begin({ bytes, offset, length, line }: Located): void {
    const at = this.count++;
    this.offsets[at] = offset;
    this.lengths[at] = length;
    this.lines[at] = line;
    nodeDigest.sha256Into(bytes, this.contents, at * digestLength);
  }

  text(column: number, text: string): void {
    const name = names[column] as string;
    // UTF-8, and so the case file, has no lone surrogates; the record's own bytes keep the escape that made one.
    const value = text.toWellFormed();
    if (name === 'time' || name === 'logged_at') {
      const stated = statedTime(value);
      this.put(name, stated.ms);
      if (stated.ns !== null) this.put(`${name}_ns`, stated.ns);
      if (stated.text !== null) this.put(`${name}_text`, stated.text);
    } else if (isCoded(name)) {
      const code = (this.terms.get(name) as Terms).code(value, this.newTerms);
      this.put(name, code === -1 ? value : code);
    } else {
      this.put(name, value);
    }
  }

  number(column: number, value: number): void {
    this.put(names[column] as string, value);
  }

  private put(name: string, value: Stored): void {
    let list = this.values[name];
    if (list === undefined) {
      list = new Array<Stored>(batchLength).fill(null);
      this.values[name] = list;
    }
    list[this.count - 1] = value;
  }

  quarantine({ line, offset, length }: Located, reason: QuarantineReason): void {
    this.quarantined.push({ line, offset, length, reason });
  }

  /** What was collected; the builder begins anew after it. */
  take(): Batch {
    const { count, first, offsets, lengths, lines, contents, values, newTerms, quarantined } = this;
    this.first += count;
    this.count = 0;
    this.values = {};
    this.newTerms = [];
    this.quarantined = [];
    this.offsets = new Float64Array(batchLength);
    this.lengths = new Float64Array(batchLength);
    this.lines = new Float64Array(batchLength);
    this.contents = new Uint8Array(batchLength * digestLength);
    return { count, first, offsets, lengths, lines, contents, values, newTerms, quarantined };
  }

  /** The code or text that the record under way holds in a coded column; null where it has none. */
  codedValue(column: CodedColumn): Stored {
    return this.values[column]?.[this.count - 1] ?? null;
  }
}
