import { columns } from '../../../shared/domain/columns.ts';
import { digestLength } from '../../../shared/proof/digest.ts';
import { type CodedColumn, isCoded, termLimit } from '../../case/schema.ts';
import { nodeDigest } from '../../hash/node-digest.ts';
import type { ColumnSink } from '../record/map-entry.ts';
import type { Located, QuarantineReason } from '../split/located.ts';
import { mayRemain } from '../split/remains.ts';
import { canonicalTimeIn } from '../time/canonical-time.ts';
import { statedTime } from '../time/time.ts';
import { type Batch, batchLength, type Quarantined } from './batch.ts';
import { type BatchMemory, BatchRooms, freshRoom, type Room } from './batch-memory.ts';
import { type ColumnData, type DataOf, literal, noCode, noSpans, TextStore } from './column-data.ts';
import type { KnownTerms } from './term-list.ts';
import { type NewTerm, Terms } from './terms.ts';

/** Records of the first batch. */
const firstLength = 256;

/** What records hash to, where that was found out elsewhere. */
export interface ContentHashes {
  /** Puts it at `into[at]`; false where it is not known. */
  copy(located: Located, into: Uint8Array, at: number): boolean;
}

/** How batches are made. */
export interface BatchOptions {
  /** Minutes east of UTC that times without an offset are read at; null where that is not said. */
  readonly zone?: number | null;
  /** Terms of a column, at most. */
  readonly limit?: number;
  /** Of a column's terms, where it is kept from source to source. */
  readonly table?: ((column: CodedColumn) => Terms) | undefined;
  /** What batches are made in, where it is used again. */
  readonly memory?: BatchMemory | null;
  readonly hashes?: ContentHashes | null;
}

/** Collects records into batches: places and hashes, and the values that are found in them. */
export class BatchBuilder implements ColumnSink {
  private readonly terms: readonly (Terms | null)[];
  private readonly room: BatchRooms | null;
  private readonly texts: TextStore;
  private data: (ColumnData | undefined)[] = [];
  private newTerms: NewTerm[] = [];
  private quarantined: Quarantined[] = [];
  /** Records that the batch takes. The first takes fewer: most of many sources are small. */
  private capacity = firstLength;
  private offsets: Float64Array = new Float64Array(0);
  private lengths: Float64Array = new Float64Array(0);
  private lines: Float64Array = new Float64Array(0);
  private contents: Uint8Array = new Uint8Array(0);
  private readonly zone: number | null;
  private readonly hashes: ContentHashes | null;
  private count = 0;
  private first = 0;

  constructor(
    known: KnownTerms,
    { zone = null, limit = termLimit, table, memory = null, hashes = null }: BatchOptions = {},
  ) {
    this.zone = zone;
    this.hashes = hashes;
    this.room = memory && new BatchRooms(memory);
    this.texts = new TextStore(this.room ?? freshRoom);
    const made = table ?? ((column: CodedColumn) => new Terms(column, known[column], limit));
    this.terms = columns.map(({ name }) => (isCoded(name) ? made(name) : null));
  }

  /** The ordinal of the first record, where the source is not read from its beginning. Call it before any. */
  beginAt(ordinal: number): void {
    this.first = ordinal;
  }

  get full(): boolean {
    return this.count === this.capacity || this.quarantined.length === batchLength;
  }

  /** Begins a record; the values that follow are its own. */
  begin(located: Located): void {
    const { bytes, offset, length, line } = located;
    if (this.count === 0) this.makeRoom();
    const at = this.count++;
    this.offsets[at] = offset;
    this.lengths[at] = length;
    this.lines[at] = line;
    if (this.hashes?.copy(located, this.contents, at * digestLength)) return;
    nodeDigest.sha256Into(bytes, this.contents, at * digestLength);
  }

  private makeRoom(): void {
    const { capacity } = this;
    this.room?.begin();
    const room = this.room ?? freshRoom;
    this.offsets = room.float64(capacity);
    this.lengths = room.float64(capacity);
    this.lines = room.float64(capacity);
    this.contents = room.bytes(capacity * digestLength);
  }

  text(column: number, text: string): void {
    const data = this.column(column);
    if (data.kind === 'coded') {
      const bytes = Buffer.from(text);
      this.code(column, data, bytes, 0, bytes.length, false);
    } else if (data.kind === 'time') {
      this.time(data, text);
    } else if (data.kind === 'text') {
      this.texts.appendText(data.spans, this.count - 1, text);
    }
  }

  /** `source[start .. end]` is UTF-8, and text without escapes; `ascii` where it is nothing but ASCII. */
  textIn(column: number, source: Buffer, start: number, end: number, ascii: boolean): void {
    const data = this.column(column);
    if (data.kind === 'coded') {
      this.code(column, data, source, start, end, ascii);
    } else if (data.kind === 'time') {
      const ms = end - start === 24 ? canonicalTimeIn(source, start) : null;
      if (ms === null) this.time(data, source.toString('utf8', start, end));
      else data.ms[this.count - 1] = ms;
    } else if (data.kind === 'text') {
      this.texts.append(data.spans, this.count - 1, source, start, end, ascii);
    }
  }

  number(column: number, value: number): void {
    const data = this.column(column);
    // SQLite keeps no sign of a zero: `-0` in the index would not be what its row gives.
    if (data.kind === 'number') data.values[this.count - 1] = value === 0 ? 0 : value;
  }

  private time(data: DataOf<'time'>, text: string): void {
    const { ms, ns, text: own } = statedTime(text, this.zone);
    const at = this.count - 1;
    if (ms !== null) data.ms[at] = ms;
    if (ns !== null) {
      data.ns ??= (this.room ?? freshRoom).int32(this.capacity).fill(-1);
      data.ns[at] = ns;
    }
    if (own !== null) {
      data.spans ??= noSpans(this.capacity, this.room ?? freshRoom);
      this.texts.appendText(data.spans, at, own);
    }
  }

  private code(
    column: number,
    data: DataOf<'coded'>,
    source: Uint8Array,
    start: number,
    end: number,
    ascii: boolean,
  ): void {
    const at = this.count - 1;
    const code = (this.terms[column] as Terms).code(source, start, end, this.newTerms);
    if (code >= 0) {
      data.codes[at] = code;
      return;
    }
    data.codes[at] = literal;
    data.spans ??= noSpans(this.capacity, this.room ?? freshRoom);
    this.texts.append(data.spans, at, source, start, end, ascii);
  }

  private column(column: number): ColumnData {
    const known = this.data[column];
    if (known !== undefined) return known;
    const made = emptyColumn(column, this.capacity, this.room ?? freshRoom);
    this.data[column] = made;
    return made;
  }

  quarantine({ bytes, line, offset, length, foreign }: Located, reason: QuarantineReason): void {
    const isForeign = foreign ?? (length === 0 || (bytes.length > 0 && !mayRemain(bytes)));
    this.quarantined.push({ line, offset, length, reason, ...(isForeign ? { foreign: true } : {}) });
  }

  /** What was collected; the builder begins anew after it. */
  take(): Batch {
    const { count, first, offsets, lengths, lines, contents, newTerms, quarantined } = this;
    const filled: Batch['columns'] = Object.fromEntries(
      columns.flatMap(({ name }, column) => {
        const data = this.data[column];
        return data ? [[name, data]] : [];
      }),
    );
    this.first += count;
    this.count = 0;
    this.data = [];
    this.newTerms = [];
    this.quarantined = [];
    this.capacity = batchLength;
    // What was given away may be gone: made anew when there is a record.
    this.offsets = new Float64Array(0);
    this.lengths = new Float64Array(0);
    this.lines = new Float64Array(0);
    this.contents = new Uint8Array(0);
    const texts = this.texts.take();
    const place = this.room?.finish() ?? null;
    return {
      count,
      first,
      offsets,
      lengths,
      lines,
      contents,
      columns: filled,
      texts,
      newTerms,
      quarantined,
      place,
    };
  }
}

/** Every array of a column has room for `length` records. */
function emptyColumn(column: number, length: number, room: Room): ColumnData {
  const { name, kind } = columns[column] as (typeof columns)[number];
  if (kind === 'number') return { kind, values: room.float64(length).fill(Number.NaN) };
  if (kind === 'time') return { kind, ms: room.float64(length).fill(Number.NaN), ns: null, spans: null };
  if (!isCoded(name)) return { kind, spans: noSpans(length, room) };
  return { kind: 'coded', codes: room.int32(length).fill(noCode), spans: null };
}
