import { createHash } from 'node:crypto';
import { type ChainLink, chainLink } from '../../shared/chain/evaluate.ts';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import { type Mapping, zoneOf } from '../../shared/mapping/mapping.ts';
import { type CodedColumn, termLimit } from '../case/schema.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { Batch } from './batch.ts';
import { BatchBuilder } from './batch-builder.ts';
import { observed } from './blocks.ts';
import { chainText } from './chain-text.ts';
import { readerFor, splitterFor } from './formats.ts';
import type { Layout } from './layout.ts';
import { faulty, type Located } from './located.ts';
import { EntryMapper } from './map-entry.ts';
import { scannerFor } from './scannable.ts';
import type { KnownTerms, Terms } from './terms.ts';

/** How a source is to be read. */
export interface Reading {
  readonly layout: Layout;
  readonly mapping: Mapping;
  readonly terms: KnownTerms;
  /** Where given, every record's link is evaluated. */
  readonly chain: ChainProfile | null;
}

/** Records together with what else came up while they were read. */
export interface ReadPart {
  readonly batch: Batch;
  /** Of each record of the batch, where a chain was asked for. */
  readonly links: readonly ChainLink[];
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
  const add = adder(reading);
  const builder = new BatchBuilder(reading.terms, zoneOf(reading.mapping), termLimit, table);
  let links: ChainLink[] = [];

  const flush = (): ReadPart => {
    const part = { batch: builder.take(), links, bytes };
    links = [];
    return part;
  };
  let reported = 0;
  let line = 1;
  for (const located of records) {
    line = located.line;
    const link = add(located, builder);
    if (link) links.push(link);
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

/** What takes a record into a batch: straight from its bytes where nothing is unusual about it. */
function adder({
  layout,
  mapping,
  chain,
}: Reading): (located: Located, into: BatchBuilder) => ChainLink | null {
  const scanner = scannerFor(layout, mapping);
  const read = readerFor(layout);
  const mapper = new EntryMapper(mapping, layout);
  const linkOf = ({ bytes }: Located) => {
    const text = chain === null ? null : chainText(layout, bytes);
    return chain === null || text === null ? null : chainLink(nodeDigest, chain, text);
  };
  return (located, into) => {
    if (located.fault === null && scanner?.scan(located.bytes)) {
      into.begin(located);
      scanner.emit(into);
      return linkOf(located);
    }
    const { value, fault } = read(located);
    if (fault !== null) {
      into.quarantine(located, fault);
      return null;
    }
    into.begin(located);
    mapper.map(value, located.bytes, into);
    return linkOf(located);
  };
}
