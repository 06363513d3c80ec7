import { decodeText, type Encoding } from '../../../shared/bytes/encoded-text.ts';
import { SourceBytes } from '../../case/bytes.ts';
import type { ReadableDb } from '../../case/database.ts';
import { sourceRows } from '../../case/sources.ts';
import { encodingOf, type Layout } from '../../import/layout/layout.ts';
import { layoutOf } from '../../import/layout/stated.ts';
import type { TaskContext } from '../../task.ts';
import type { IdSet } from '../id-set.ts';
import type { SlicedIds } from '../parameters.ts';

/** An entry's exact bytes, read as far as a test asks. */
export class OpenEntry {
  readonly raw: Buffer;
  readonly layout: Layout;
  private decoded: string | undefined;
  private readings: Map<string, unknown> | null = null;

  constructor(raw: Buffer, layout: Layout) {
    this.raw = raw;
    this.layout = layout;
  }

  get encoding(): Encoding {
    return encodingOf(this.layout);
  }

  /** As the source encodes characters; bytes that are not UTF-8 count as U+FFFD. */
  text(): string {
    this.decoded ??= this.encoding === 'utf-8' ? this.raw.toString() : decodeText(this.encoding, this.raw);
    return this.decoded;
  }

  /** What `read` makes of the entry: once for all the tests that read it by that name. */
  once<T>(name: string, read: (entry: OpenEntry) => T): T {
    this.readings ??= new Map();
    if (!this.readings.has(name)) this.readings.set(name, read(this));
    return this.readings.get(name) as T;
  }
}

export type EntryTest = (entry: OpenEntry) => boolean;

/**
 * Tests that entries' own bytes are asked for: each entry is read once for all of them, slice by slice as the query goes
 * over the rows, and of the candidates only.
 */
export class EntryTests {
  private readonly db: ReadableDb;
  private readonly candidates: IdSet | null;
  private readonly context: TaskContext;
  private readonly tests: EntryTest[] = [];
  private slice: { readonly low: number; readonly high: number; readonly passing: Float64Array[] } | null =
    null;
  private reading: EntryReading | null = null;

  /** `candidates`: the only entries for which an answer matters; null for all. */
  constructor(db: ReadableDb, candidates: IdSet | null, context: TaskContext) {
    this.db = db;
    this.candidates = candidates;
    this.context = context;
  }

  /** The entries that pass, to be asked for slice by slice. */
  add(test: EntryTest): SlicedIds {
    const place = this.tests.push(test) - 1;
    return { between: (low, high) => this.passing(low, high)[place] as Float64Array };
  }

  private passing(low: number, high: number): Float64Array[] {
    if (this.slice?.low !== low || this.slice.high !== high) {
      this.reading ??= new EntryReading(this.db);
      const passing: number[][] = this.tests.map(() => []);
      for (const [id, entry] of this.reading.entries(low, high, this.candidates)) {
        // A thousand tests of one entry take a millisecond.
        this.context.checkCancelled();
        for (let i = 0; i < passing.length; i++) {
          if ((this.tests[i] as EntryTest)(entry)) (passing[i] as number[]).push(id);
        }
      }
      this.slice = { low, high, passing: passing.map((ids) => Float64Array.from(ids)) };
    }
    return this.slice.passing;
  }
}

/** Reads entries of a case by their numbers. */
export class EntryReading {
  private readonly bytes: SourceBytes;
  private readonly layouts: ReadonlyMap<number, Layout>;
  private readonly all;
  private readonly some;

  constructor(db: ReadableDb) {
    this.bytes = new SourceBytes(db);
    this.layouts = new Map(sourceRows(db).map((source) => [source.id, layoutOf(source)]));
    const select = 'SELECT id, source, offset, length FROM entry_row WHERE';
    this.all = db
      .prepare<[number, number], [number, number, number, number]>(`${select} id BETWEEN ? AND ? ORDER BY id`)
      .raw();
    this.some = db
      .prepare<[string], [number, number, number, number]>(
        `${select} id IN (SELECT value FROM json_each(?)) ORDER BY id`,
      )
      .raw();
  }

  /** @throws AppError CASE_CORRUPT where stored bytes do not read */
  *entries(low: number, high: number, among: IdSet | null): Generator<[id: number, entry: OpenEntry]> {
    const rows =
      among === null ? this.all.all(low, high) : this.some.all(JSON.stringify([...among.between(low, high)]));
    for (const [id, source, offset, length] of rows) {
      yield [id, this.open(source, offset, length)];
    }
  }

  /** @throws AppError CASE_CORRUPT where stored bytes do not read */
  open(source: number, offset: number, length: number): OpenEntry {
    const layout = this.layouts.get(source) ?? { form: 'empty' };
    return new OpenEntry(this.bytes.read(source, offset, length), layout);
  }
}
