import { ChainFollower, type ChainFollowing, type FollowedPart } from '../../../shared/chain/follow.ts';
import { type Mapping, zoneOf } from '../../../shared/mapping/mapping.ts';
import type { CodedColumn } from '../../case/schema.ts';
import { nodeChainHasher } from '../../hash/chain-hasher.ts';
import { type Batch, movable } from '../batch/batch.ts';
import { BatchBuilder } from '../batch/batch-builder.ts';
import type { BatchMemory } from '../batch/batch-memory.ts';
import type { KnownTerms } from '../batch/term-list.ts';
import type { Terms } from '../batch/terms.ts';
import type { Layout } from '../layout/layout.ts';
import { EntryMapper } from '../record/map-entry.ts';
import type { RecordScanner } from '../record/scan-record.ts';
import { scannerFor } from '../record/scannable.ts';
import { faulty, type Located } from '../split/located.ts';
import { observed } from './blocks.ts';
import { chainText } from './chain-text.ts';
import { EntryNumbers } from './entry-numbers.ts';
import { readerFor, splitterFor } from './formats.ts';
import { HashedStream, type SourceStream } from './hashed-stream.ts';
import { blocksFrom, type Marking, placeBehind, type SourceMark, tableStateAt } from './source-mark.ts';

/** How a source is to be read. */
export interface Reading {
  readonly layout: Layout;
  readonly mapping: Mapping;
  readonly terms: KnownTerms;
  /** Where given, every record's link is evaluated. */
  readonly chain: ChainFollowing | null;
  /** Where given, the path of the running numbers that every record's is read of. */
  readonly numbers?: readonly string[] | null;
  /** Where given, of a source that can be marked. */
  readonly marking?: Marking | undefined;
}

/** Records together with what else came up while they were read. */
export interface ReadPart {
  readonly batch: Batch;
  /** Of each record of the batch; null where no chain was asked for. */
  readonly chain: FollowedPart | null;
  /** Bytes read so far. */
  readonly bytes: number;
  /** The place behind the last record, where one is due. */
  readonly mark: SourceMark | null;
}

/** What of a part is moved to another thread, not copied. */
export function movablePart({ batch, chain }: ReadPart): ArrayBuffer[] {
  return chain === null ? movable(batch) : [...movable(batch), chain.links.digests.buffer];
}

/** What is known once the last byte was read. */
export interface ReadTotals {
  readonly bytes: number;
  /** SHA-256 of the bytes as acquired. */
  readonly sha256: Uint8Array;
  /** Whether the bytes before the place that reading was to begin at are those that they were: otherwise nothing was read. */
  readonly continued: boolean;
}

/**
 * The one pass over a source's bytes that import and verification share: bytes -> located records -> columns, with the
 * file hash and the entry hashes on the way. Lazy: it holds one block and one batch. `brokenOff` is asked once the bytes
 * have ended: whether they ended before they should, since the rest could not be decompressed. `termsOf`: a
 * column's terms, where it is kept from source to source. Where reading is to begin at a mark, the bytes before it are hashed all the
 * same, and nothing is read unless they are those that they were. `stream`: given where the blocks are hashed elsewhere. `memory`: what batches
 * are made in where whoever has no more use for them gives it back.
 */
export function* readSource(
  blocks: Iterable<Buffer>,
  reading: Reading,
  brokenOff: () => boolean = () => false,
  termsOf?: (column: CodedColumn) => Terms,
  stream: SourceStream = new HashedStream(reading.marking?.from ?? null),
  memory: BatchMemory | null = null,
): Generator<ReadPart, ReadTotals> {
  const from = reading.marking?.from ?? null;
  const hashed = observed(blocks, (block) => stream.add(block));
  const table = reading.layout.form === 'table' ? tableStateAt(from) : null;
  const records = splitterFor(
    reading.layout,
    from,
    table ?? undefined,
  )(from === null || stream.isCut ? hashed : blocksFrom(hashed, from, () => stream.continues));
  const scanner = scannerFor(reading.layout, reading.mapping);
  const follower =
    reading.chain === null ? null : new ChainFollower(nodeChainHasher, reading.chain, scanner?.shapes);
  const add = adder(reading, scanner);
  const textOf = (record: Buffer) => chainText(reading.layout, record) ?? '';
  const numbers = reading.numbers ? new EntryNumbers(reading.numbers, reading.layout) : null;
  const builder = new BatchBuilder(reading.terms, {
    zone: zoneOf(reading.mapping),
    table: termsOf,
    memory,
    hashes: stream.contents,
  });
  builder.beginAt(from?.ordinal ?? 0);

  let marked = from?.bytes ?? 0;
  let last: Located | null = null;
  const flush = (isDue: boolean): ReadPart => {
    const { bytes } = stream;
    const taken = builder.take();
    const batch = numbers === null ? taken : { ...taken, numbers: numbers.take() };
    const place = isDue && last !== null ? placeBehind(last, table) : null;
    const mark = place && stream.markAt(place, batch.first + batch.count);
    if (mark !== null) marked = bytes;
    return { batch, chain: follower?.take() ?? null, bytes, mark };
  };
  const every = reading.marking?.every ?? Number.POSITIVE_INFINITY;
  let reported = 0;
  for (const located of records) {
    last = located;
    if (add(located, builder)) {
      follower?.add(located.bytes, textOf);
      numbers?.add(located);
    }
    const { bytes } = stream;
    if (builder.full || bytes - reported >= reportEvery) {
      reported = bytes;
      yield flush(bytes - marked >= every);
    }
  }
  const { bytes, continues } = stream;
  if (brokenOff()) builder.quarantine(faulty(bytes, 0, last?.line ?? 1, 'COMPRESSION'), 'COMPRESSION');
  // A last line without an end may go on in a file that has grown.
  if (continues) yield flush(reading.marking !== undefined && stream.endsLine && !table?.endsOpen);
  return { bytes, sha256: stream.digest(), continued: continues };
}

/** Bytes after which a batch is handed on though it is not full: records may be long. */
const reportEvery = 4 << 20;

/** What takes a record into a batch, straight from its bytes where nothing is unusual about it; whether it could be read. */
function adder(
  { layout, mapping }: Reading,
  scanner: RecordScanner | null,
): (located: Located, into: BatchBuilder) => boolean {
  const read = readerFor(layout);
  const mapper = new EntryMapper(mapping, layout);
  return (located, into) => {
    if (located.fault === null && scanner?.scan(located.bytes)) {
      into.begin(located);
      scanner.emit(into);
      return true;
    }
    const { value, fault } = read(located);
    if (fault !== null) {
      into.quarantine(located, fault);
      return false;
    }
    into.begin(located);
    mapper.map(value, located.bytes, into);
    return true;
  };
}
