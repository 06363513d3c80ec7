import { createHash } from 'node:crypto';
import { canonicalize } from '../../shared/json/canonical.ts';
import type { PackAcquisition } from '../../shared/pack/lines.ts';
import type { ReadableDb } from '../case/database.ts';
import { type AcquisitionRow, answerRows, wishOf } from './acquisitions.ts';

/** As a type, not an interface: it goes into an event as it is. */
type SyncDetails = Omit<PackAcquisition, 'listed'>;

/** What custody tells of an acquisition: what was asked of whom, what is missing, and a hash over the record of all requests. */
export function syncDetails(db: ReadableDb, row: AcquisitionRow): SyncDetails {
  const { from, to, covered, filters, entry } = wishOf(row);
  const { hash, count } = answersDigest(db, row.id);
  return {
    origin: row.origin,
    from,
    to,
    covered,
    filters,
    ...(entry === null ? {} : { entry }),
    begunBy: row.actor,
    started: row.started,
    ended: row.ended,
    complete: row.complete === 1,
    reason: row.reason,
    reported: row.reported,
    clockOffset: row.clock_offset,
    requests: count,
    requestsSha256: hash,
  };
}

/** SHA-256, hex, over the canonical JSON (RFC 8785) of each row of `answer` in order, hashes in hex, each with a line feed. */
function answersDigest(db: ReadableDb, id: number): { readonly hash: string; readonly count: number } {
  const hash = createHash('sha256');
  let count = 0;
  for (const { acquisition: _, sha256, ...rest } of answerRows(db, id)) {
    hash.update(`${canonicalize({ ...rest, sha256: sha256?.toString('hex') ?? null })}\n`);
    count++;
  }
  return { hash: hash.digest('hex'), count };
}
