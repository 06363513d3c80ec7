import { createHmac } from 'node:crypto';
import { toHex } from '../../shared/bytes/encoding.ts';
import type { SourceInfo } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import { prepared, type ReadableDb } from './database.ts';

/** A source as stored in the case file. */
export interface SourceRow {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly system: string;
  readonly format: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly entries: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly quarantined: number;
  readonly secret: Buffer;
  readonly merkle_root: Buffer;
  readonly case_id_tree_size: number;
  readonly case_id_tree_root: Buffer;
  readonly image_id_tree_size: number;
  readonly image_id_tree_root: Buffer;
  /** Id of the source's first entry; the others follow without a gap. Null if it has none. */
  readonly first_entry: number | null;
  readonly partial: number;
  readonly imported: string;
  readonly detection: string;
  /** A `Layout` as JSON. */
  readonly layout: string;
  /** The `Mapping` that filled its columns, as JSON. */
  readonly mapping: string;
  /** Compression of the file; its records are located in the stream, which is what it decompresses to. */
  readonly compression: 'gzip' | 'zstd' | null;
  readonly stream_bytes: number | null;
  readonly stream_sha256: Buffer | null;
  /** The container of the file, and its name there. */
  readonly container: number | null;
  readonly member: string | null;
  /** Where the member's local header is in the container: distinguishes members with the same name. */
  readonly member_at: number | null;
  /** The source whose bytes this one read anew; it stores none of its own. */
  readonly reread_of: number | null;
}

export function sourceRows(db: ReadableDb): SourceRow[] {
  return db.prepare<[], SourceRow>('SELECT * FROM source ORDER BY id').all();
}

/** @throws AppError INVALID_INPUT if the case has no such source */
export function sourceRow(db: ReadableDb, id: number): SourceRow {
  const row = prepared<[number], SourceRow>(db, 'SELECT * FROM source WHERE id = ?').get(id);
  if (row) return row;
  const ids = sourceRows(db).map((source) => source.id);
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `the case has no source ${id}`,
    safe: 'nothing was changed',
    next: ids.length > 0 ? `its sources are ${ids.join(', ')}` : 'import one first',
  });
}

/** Whether its counts, sizes and hashes are such as an import writes: a pack states them, and a checker refuses what none can be. */
export function isStatedWell(source: SourceRow): boolean {
  const numbers = [
    source.bytes,
    source.entries,
    source.duplicates,
    source.conflicts,
    source.quarantined,
    source.case_id_tree_size,
    source.image_id_tree_size,
    source.stream_bytes ?? 0,
  ];
  const hashes = [
    source.sha256,
    source.merkle_root,
    source.case_id_tree_root,
    source.image_id_tree_root,
    ...(source.stream_sha256 === null ? [] : [source.stream_sha256]),
  ];
  return (
    numbers.every((number) => Number.isSafeInteger(number) && number >= 0) &&
    hashes.every((hash) => hash.length === digestLength)
  );
}

/** Whether the case file holds as many records as a source claims: in a tampered file, the claim may be anything. */
export function areHeld(db: ReadableDb, { entries, duplicates }: SourceRow): boolean {
  return entries >= 0 && duplicates >= 0 && entries + duplicates <= recordsHeld(db);
}

/** Number of entries and duplicates over all sources. */
export function recordsHeld(db: ReadableDb): number {
  const records = 'SELECT (SELECT count(*) FROM entry_row) + (SELECT count(*) FROM duplicate) AS count';
  return prepared<[], { count: number }>(db, records).get()?.count ?? 0;
}

export function sourceInfo(row: SourceRow): SourceInfo {
  const { id, name, system, format, bytes, entries, duplicates, conflicts, quarantined } = row;
  return {
    id,
    name,
    system,
    format,
    bytes,
    sha256: toHex(row.sha256),
    entries,
    duplicates,
    conflicts,
    quarantined,
    merkleRoot: toHex(row.merkle_root),
    compression: row.compression,
    container: row.container,
    member: row.member,
    rereadOf: row.reread_of,
  };
}

export function sourceInfos(db: ReadableDb): SourceInfo[] {
  return sourceRows(db).map(sourceInfo);
}

/** How the last sentence of `detection` begins if the file could not be decompressed to its end. */
export const endedEarly = 'decompression had to end: ';

/** Whether the import found that the source's stream ends early. */
export function endsEarly({ compression, container, detection }: SourceRow): boolean {
  return (compression !== null || container !== null) && detection.includes(`"${endedEarly}`);
}

/**
 * Why a source's stream ends early: `endedEarly` and the reason. Null for any other source, and if the case file no longer
 * has the reason.
 */
export function earlyEnd({ detection }: Pick<SourceRow, 'detection'>): string | null {
  try {
    const evidence: unknown = JSON.parse(detection);
    const said = Array.isArray(evidence) ? evidence.filter((each) => typeof each === 'string') : [];
    return said.findLast((each) => each.startsWith(endedEarly)) ?? null;
  } catch {
    return null;
  }
}

/**
 * Commits a custody event to how its source was acquired without revealing it, since paths name people and a custody log is
 * handed out. HMAC-SHA-256 under the source's secret, hex.
 */
export function acquisitionDigest(source: SourceRow): string {
  const { path, imported, detection, layout, mapping, compression, container, member } = source;
  const stated = canonicalize({
    path,
    imported,
    detection,
    layout,
    mapping,
    compression,
    container,
    member,
    memberAt: source.member_at,
    streamBytes: source.stream_bytes,
    streamSha256: source.stream_sha256 === null ? null : toHex(source.stream_sha256),
    rereadOf: source.reread_of,
  });
  return createHmac('sha256', source.secret).update(stated).digest('hex');
}
