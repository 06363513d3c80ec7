import { createHash } from 'node:crypto';
import { ChainFollower, type ChainFollowing, type FollowedPart } from '../../shared/chain/follow.ts';
import { type Mapping, zoneOf } from '../../shared/mapping/mapping.ts';
import { type CodedColumn, termLimit } from '../case/schema.ts';
import { nodeChainHasher } from '../hash/chain-hasher.ts';
import type { Batch } from './batch.ts';
import { BatchBuilder } from './batch-builder.ts';
import { observed } from './blocks.ts';
import { chainText } from './chain-text.ts';
import { readerFor, splitterFor } from './formats.ts';
import type { Layout } from './layout.ts';
import { faulty, type Located } from './located.ts';
import { EntryMapper } from './map-entry.ts';
import type { RecordScanner } from './scan-record.ts';
import { scannerFor } from './scannable.ts';
import type { KnownTerms, Terms } from './terms.ts';

/** How a source is to be read. */
export interface Reading {
  readonly layout: Layout;
  readonly mapping: Mapping;
  readonly terms: KnownTerms;
  /** Where given, every record's link is evaluated. */
  readonly chain: ChainFollowing | null;
}

/** Records together with what else came up while they were read. */
export interface ReadPart {
  readonly batch: Batch;
  /** Of each record of the batch; null where no chain was asked for. */
  readonly chain: FollowedPart | null;
  /** Bytes read so far. */
  readonly bytes: number;
}

/** What is known once the last byte was read. */
export interface ReadTotals {
  readonly bytes: number;
  /** SHA-256 of the bytes as acquired. */
  readonly sha256: Uint8Array;
}

/**
 * The one pass over a source's bytes that import and verification share: bytes -> located records -> columns, with the
 * file hash and the entry hashes on the way. Lazy: it holds one block and one batch. `brokenOff` is asked once the bytes
 * have ended: whether they ended before they should, since the rest could not be decompressed. `table`: of a
 * column's terms, where it is kept from source to source.
 */
export function* readSource(
  blocks: Iterable<Buffer>,
  reading: Reading,
  brokenOff: () => boolean = () => false,
  table?: (column: CodedColumn) => Terms,
): Generator<ReadPart, ReadTotals> {
  const file = createHash('sha256');
  let bytes = 0;
  const records = splitterFor(reading.layout)(
    observed(blocks, (block) => {
      file.update(block);
      bytes += block.length;
    }),
  );
  const scanner = scannerFor(reading.layout, reading.mapping);
  const follower =
    reading.chain === null ? null : new ChainFollower(nodeChainHasher, reading.chain, scanner?.shapes);
  const add = adder(reading, scanner);
  const builder = new BatchBuilder(reading.terms, zoneOf(reading.mapping), termLimit, table);

  const flush = (): ReadPart => ({ batch: builder.take(), chain: follower?.take() ?? null, bytes });
  let reported = 0;
  let line = 1;
  for (const located of records) {
    line = located.line;
    if (add(located, builder)) {
      follower?.add(located.bytes, () => chainText(reading.layout, located.bytes) ?? '');
    }
    if (builder.full || bytes - reported >= reportEvery) {
      reported = bytes;
      yield flush();
    }
  }
  if (brokenOff()) builder.quarantine(faulty(bytes, 0, line, 'COMPRESSION'), 'COMPRESSION');
  yield flush();
  return { bytes, sha256: file.digest() };
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
