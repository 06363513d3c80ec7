import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { SourceInfo } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import { lastEntry } from '../case/census.ts';
import { nextSourceId } from '../case/containers.ts';
import { prepared, type WritableDb } from '../case/database.ts';
import { endedEarly, endsEarly, type SourceRow, sourceInfo, sourceRow } from '../case/sources.ts';
import type { Packing } from '../packed/packing.ts';
import type { SegmentWriter } from '../query/index/segment/segment-writer.ts';
import type { ReadyThreads } from '../threads/ready-threads.ts';
import type { StopFlag } from '../threads/signal.ts';
import type { CaseTerms } from './batch/known-terms.ts';
import type { Layout } from './layout/layout.ts';
import { fileBlocks } from './reading/blocks.ts';
import { formatName } from './reading/formats.ts';
import type { Wanted } from './reading/read.ts';
import type { Arrival, ReadEnd } from './reading/read-apart.ts';
import { readFile } from './reading/read-file.ts';
import type { Reading } from './reading/read-source.ts';
import { readInThreads, readStaged } from './reading/read-stored.ts';
import type { SourceRoots } from './reading/source-tree.ts';
import { TreesApart } from './reading/trees-apart.ts';
import { type QuarantineReason, quarantineReasons } from './split/located.ts';
import { ChunkWriter } from './store/chunk-writer.ts';
import { EntryWriter } from './store/entry-writer.ts';
import type { KnownEntries } from './store/known-entries.ts';

/** Where a new source's bytes are. */
export type NewBytes =
  | {
      readonly kind: 'file';
      /** Open for reading. */
      readonly file: number;
      readonly packing: Packing;
      /** The longest that its stream may be, in bytes. */
      readonly limit: number;
      /** Of a `Meter`: counts the bytes of the file that were read to unpack it. */
      readonly read: SharedArrayBuffer;
    }
  /** What an acquisition of this case has fetched; its chunks are handed to the source afterwards. */
  | { readonly kind: 'staged'; readonly acquisition: number; readonly length: number }
  /** Of a source of this case, whose bytes are read anew: nothing of them is stored again. */
  | { readonly kind: 'reread'; readonly of: SourceRow };

export interface NewSource {
  readonly bytes: NewBytes;
  readonly path: string;
  readonly name: string;
  /** The container that it came in, and its name there. */
  readonly within: { readonly container: number; readonly member: string } | null;
  readonly layout: Layout;
  readonly mapping: Mapping;
  readonly evidence: readonly string[];
  readonly partial: boolean;
}

export interface ImportMeans {
  readonly known: KnownEntries;
  readonly terms: CaseTerms;
  /** Of the review index: its last segment is stored by whoever makes it. */
  readonly index: SegmentWriter;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
  readonly stop: StopFlag;
  /** Where threads may wait for a source, and wait for the next. */
  readonly threads?: ReadyThreads;
  /** Bytes of the stream that were read, and readable records so far. */
  readonly progress: (bytes: number, records: number) => void;
}

/** Reads a file, or stored bytes, into the case as a new source. Call it inside a transaction. */
export async function importSource(
  db: WritableDb,
  input: NewSource,
  means: ImportMeans,
): Promise<SourceInfo> {
  const source = insertSource(db, input, means.secret);
  const firstEntry = nextEntryId(db);
  const acquired = storeAcquired(db, source, input, means.stop);
  const chunks = new ChunkWriter(db, 'stream', source);
  const entries = new EntryWriter(db, source, input.layout, means, firstEntry);
  const terms = means.terms.known;
  const trees = new TreesApart(means.secret, terms, [dirname(db.name), tmpdir()], means.stop, means.threads);
  const arrivals = readNew(
    db,
    input,
    db.name,
    { layout: input.layout, mapping: input.mapping, terms, chain: null },
    { blocks: input.bytes.kind === 'file' },
    means.terms,
    means.stop,
    means.threads,
  );
  let end: ReadEnd;
  let roots: SourceRoots;
  let done = 0;
  try {
    for (;;) {
      const next = await arrivals.next();
      means.stop.check();
      if (next.done) {
        end = next.value;
        roots = await trees.finish();
        break;
      }
      if (next.value.type === 'block') {
        chunks.write(next.value.block);
        done += next.value.block.length;
      } else {
        const { batch } = next.value.part;
        means.terms.add(batch.newTerms);
        entries.write(batch, (reason) => quarantineReasons[reason as QuarantineReason]);
        await trees.append(batch);
      }
      means.progress(done, entries.ledger.entries + entries.ledger.duplicates);
    }
  } finally {
    await arrivals.return({} as ReadEnd);
    await trees.close();
  }
  if (acquired !== null && end.unpacked !== null && !acquired.sha256.equals(end.unpacked.sha256))
    throw changedMeanwhile(input.path);
  completeSource(db, source, input, end, roots, entries.ledger, firstEntry);
  return sourceInfo(sourceRow(db, source));
}

/** Keeps a compressed file as it is; in a container it is kept already. */
function storeAcquired(
  db: WritableDb,
  source: number,
  { bytes, path, within }: NewSource,
  stop: StopFlag,
): Acquired | null {
  if (bytes.kind !== 'file' || bytes.packing.compression === null || within !== null) return null;
  return storeFile(db, source, bytes.file, path, stop);
}

export interface Acquired {
  readonly bytes: number;
  readonly sha256: Buffer;
}

/** Stores a file's bytes as it was acquired, under the number of the source or container that it is. */
export function storeFile(
  db: WritableDb,
  owner: number,
  file: number,
  path: string,
  stop: StopFlag,
): Acquired {
  const writer = new ChunkWriter(db, 'acquired', owner);
  return hashFile(file, path, stop, (block) => writer.write(block));
}

/** Reads a file from beginning to end, showing its blocks. */
export function hashFile(
  file: number,
  path: string,
  stop: StopFlag,
  see: (block: Buffer) => void = () => {},
): Acquired {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const block of fileBlocks(file, path)) {
    stop.check();
    hash.update(block);
    bytes += block.length;
    see(block);
  }
  return { bytes, sha256: hash.digest() };
}

function readNew(
  db: WritableDb,
  { bytes, path }: NewSource,
  casePath: string,
  reading: Reading,
  wanted: Wanted,
  terms: CaseTerms,
  stop: StopFlag,
  threads: ReadyThreads | undefined,
): AsyncGenerator<Arrival, ReadEnd> {
  if (bytes.kind === 'reread') {
    const of = { path: casePath, source: bytes.of.id };
    return readInThreads(of, endsEarly(bytes.of), reading, stop, threads);
  }
  if (bytes.kind === 'staged') return readStaged(db, casePath, bytes, reading, terms, stop);
  return readFile({ ...bytes, path }, reading, wanted, terms, stop, threads);
}

export function changedMeanwhile(path: string): AppError {
  return new AppError({
    code: 'FILE_UNREADABLE',
    message: `${path} cannot be read: it was changed while it was imported`,
    safe: 'nothing was imported',
    next: 'import a copy that nobody writes to',
  });
}

export function nextEntryId(db: WritableDb): number {
  return lastEntry(db) + 1;
}

function insertSource(db: WritableDb, input: NewSource, secret: Uint8Array): number {
  const nothing = Buffer.alloc(0);
  const id = nextSourceId(db);
  const { bytes, within } = input;
  const packing = bytes.kind === 'file' ? bytes.packing : null;
  const before = bytes.kind === 'reread' ? bytes.of : null;
  prepared(
    db,
    `INSERT INTO source (id, name, path, system, format, bytes, sha256, entries, duplicates, conflicts, quarantined, secret,
       merkle_root, case_id_tree_size, case_id_tree_root, image_id_tree_size, image_id_tree_root, partial, imported, detection,
       layout, mapping, compression, container, member, member_at, reread_of)
     VALUES (?, ?, ?, ?, ?, 0, ?, 0, 0, 0, 0, ?, ?, 0, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    input.name.toWellFormed(),
    input.path.toWellFormed(),
    input.mapping.name,
    formatName(input.layout),
    nothing,
    secret,
    nothing,
    nothing,
    nothing,
    input.partial ? 1 : 0,
    new Date().toISOString(),
    JSON.stringify(input.evidence),
    JSON.stringify(input.layout),
    JSON.stringify(input.mapping),
    packing?.compression ?? before?.compression ?? null,
    within?.container ?? null,
    within?.member ?? null,
    packing?.member?.at ?? before?.member_at ?? null,
    before === null ? null : (before.reread_of ?? before.id),
  );
  return id;
}

function completeSource(
  db: WritableDb,
  source: number,
  input: NewSource,
  end: ReadEnd,
  roots: SourceRoots,
  ledger: EntryWriter['ledger'],
  firstEntry: number,
): void {
  const { unpacked } = end;
  const compressed = sourceRow(db, source).compression !== null;
  const before = input.bytes.kind === 'reread' ? input.bytes.of : null;
  const acquired = before ?? unpacked ?? end;
  const fault = unpacked?.fault ?? null;
  prepared(
    db,
    `UPDATE source SET bytes = ?, sha256 = ?, entries = ?, duplicates = ?, conflicts = ?, quarantined = ?, merkle_root = ?,
       case_id_tree_size = ?, case_id_tree_root = ?, image_id_tree_size = ?, image_id_tree_root = ?, first_entry = ?,
       stream_bytes = ?, stream_sha256 = ?, detection = ?
     WHERE id = ?`,
  ).run(
    acquired.bytes,
    acquired.sha256,
    ledger.entries,
    ledger.duplicates,
    ledger.conflicts,
    ledger.quarantined,
    roots.root,
    roots.caseIds.size,
    roots.caseIds.root,
    roots.imageIds.size,
    roots.imageIds.root,
    ledger.entries > 0 ? firstEntry : null,
    compressed ? end.bytes : null,
    compressed ? end.sha256 : null,
    JSON.stringify(fault === null ? input.evidence : [...input.evidence, `${endedEarly}${fault}`]),
    source,
  );
}
