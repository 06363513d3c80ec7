import { createHmac } from 'node:crypto';
import { toHex } from '../../shared/bytes/encoding.ts';
import type { ContainerInfo } from '../../shared/domain/case.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import { prepared, type ReadableDb } from './database.ts';
import { corrupt } from './faults.ts';

/** A container as the case file holds it. */
export interface ContainerRow {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly format: 'zip';
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly secret: Buffer;
  readonly imported: string;
}

export function containerRows(db: ReadableDb): ContainerRow[] {
  return db.prepare<[], ContainerRow>('SELECT * FROM container ORDER BY id').all();
}

/** The container of this id, or null. */
export function containerRow(db: ReadableDb, id: number): ContainerRow | null {
  return db.prepare<[number], ContainerRow>('SELECT * FROM container WHERE id = ?').get(id) ?? null;
}

export function containerInfo({ id, name, format, bytes, sha256 }: ContainerRow): ContainerInfo {
  return { id, name, format, bytes, sha256: toHex(sha256) };
}

export function containerInfos(db: ReadableDb): ContainerInfo[] {
  return containerRows(db).map(containerInfo);
}

/**
 * Sources and containers are numbered together: the first number that neither has.
 *
 * @throws AppError CASE_CORRUPT where one has a number that is never given
 */
export function nextSourceId(db: ReadableDb): number {
  const numbers = prepared<[], { least: number | null; last: number | null }>(
    db,
    'SELECT min(id) AS least, max(id) AS last FROM (SELECT id FROM source UNION ALL SELECT id FROM container)',
  ).get();
  const { least, last } = { least: numbers?.least ?? 1, last: numbers?.last ?? 0 };
  if (least < 1 || last >= Number.MAX_SAFE_INTEGER)
    throw corrupt(db.name, `it numbers a source ${least < 1 ? least : last}, as no import does`);
  return last + 1;
}

/** Binds how a container was acquired to the custody event of its import, as `acquisitionDigest` does for a source. */
export function containerDigest({ path, imported, secret }: ContainerRow): string {
  return createHmac('sha256', secret).update(canonicalize({ path, imported })).digest('hex');
}
