import { createHash } from 'node:crypto';
import { type ChainLink, chainLink } from '../../shared/chain/evaluate.ts';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type Batch, BatchBuilder } from './batch.ts';
import { observed } from './blocks.ts';
import { splitterFor } from './formats.ts';
import type { Layout } from './layout.ts';
import type { Located } from './located.ts';
import { EntryMapper } from './map-entry.ts';
import { readRecord } from './read-record.ts';
import type { KnownTerms } from './terms.ts';

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
 * file hash and the entry hashes on the way. Lazy: it holds one block and one batch.
 */
export function* readSource(blocks: Iterable<Buffer>, reading: Reading): Generator<ReadPart, ReadTotals> {
  const file = createHash('sha256');
  let bytes = 0;
  const records = splitterFor(reading.layout)(
    observed(blocks, (block) => {
      file.update(block);
      bytes += block.length;
    }),
  );
  const mapper = new EntryMapper(reading.mapping);
  const builder = new BatchBuilder(reading.terms);
  let links: ChainLink[] = [];

  const flush = (): ReadPart => {
    const part = { batch: builder.take(), links, bytes };
    links = [];
    return part;
  };
  let reported = 0;
  for (const located of records) {
    const link = addRecord(located, mapper, builder, reading.chain);
    if (link) links.push(link);
    if (builder.full || bytes - reported >= reportEvery) {
      reported = bytes;
      yield flush();
    }
  }
  yield flush();
  return { bytes, sha256: file.digest() };
}

/** Bytes after which a batch is handed on though it is not full: records may be long. */
const reportEvery = 4 << 20;

function addRecord(
  located: Located,
  mapper: EntryMapper,
  builder: BatchBuilder,
  chain: ChainProfile | null,
): ChainLink | null {
  const { value, fault } = readRecord(located);
  if (fault !== null) {
    builder.quarantine(located, fault);
    return null;
  }
  builder.begin(located);
  mapper.map(value, located.bytes, builder);
  return chain === null ? null : chainLink(nodeDigest, chain, located.bytes.toString('utf8'));
}
