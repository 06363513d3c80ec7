import { randomBytes } from 'node:crypto';
import type { SourceInfo } from '../../shared/domain/case.ts';
import { apiFacts, type SyncSystem } from '../../shared/domain/sync.ts';
import { stagedChunks } from '../case/bytes.ts';
import { prepared, type ReadableDb, type WritableDb } from '../case/database.ts';
import { CaseTerms } from '../import/batch/known-terms.ts';
import { detect, sampleLength } from '../import/detect/detect.ts';
import { recordImport } from '../import/import-file.ts';
import { importSource, nextEntryId } from '../import/import-source.ts';
import type { Layout } from '../import/layout/layout.ts';
import { KnownEntries } from '../import/store/known-entries.ts';
import { systemNamed } from '../import/systems/registry.ts';
import { SegmentWriter } from '../query/index/segment/segment-writer.ts';
import type { TaskContext } from '../task.ts';
import type { StopFlag } from '../threads/signal.ts';
import { type AcquisitionRow, acquisitionRow, statedLayout, stateOf, wishOf } from './acquisitions.ts';
import { syncDetails } from './details.ts';
import { overlapsOf } from './overlap.ts';
import { selectionOf } from './selection.ts';
import { dropStaged, moveStaged, stagedLength } from './staging.ts';
import type { Outcome } from './walk/walk.ts';
import { walkOf } from './walk/walks.ts';

/** Thrown to take back a source that holds nothing new; never leaves this module. */
const nothingNew = Symbol('nothing was new');

export interface Settling {
  readonly actor: string;
  /** Nothing is kept of an acquisition that gave no entry that the case has not, and lacks none that the last one had. */
  readonly onlyNew: boolean;
}

/**
 * Makes the source of what an acquisition fetched, by the import that files go through, with its statement of how complete
 * it is: one transaction, its custody event included. Null where it was to be kept only for something new.
 *
 * @throws AppError CASE_LOCKED, DISK_FULL, FORMAT_UNKNOWN, CANCELLED: what was fetched is there as before
 */
export async function settleAcquisition(
  db: WritableDb,
  id: number,
  { actor, onlyNew }: Settling,
  context: TaskContext,
  stop: StopFlag,
): Promise<SourceInfo | null> {
  const row = acquisitionRow(db, id);
  const system = row.system as SyncSystem;
  const outcome = outcomeOf(row);
  const wish = wishOf(row);
  const selected = Object.keys(selectionOf(wish, apiFacts[system])).length > 0;
  const partial = selected || !outcome.complete;
  const length = stagedLength(db, id);
  const name = nameOf(row);
  db.exec('BEGIN IMMEDIATE');
  try {
    const index = new SegmentWriter(db, nextEntryId(db));
    const source = await importSource(
      db,
      {
        bytes: { kind: 'staged', acquisition: id, length },
        path: row.origin,
        name,
        within: null,
        layout: statedLayout(row) ?? layoutOfStaged(db, id, system),
        mapping: systemNamed(system).mapping,
        evidence: [`acquired from the API of ${system} at ${row.origin}`],
        partial,
      },
      {
        known: new KnownEntries(db),
        terms: new CaseTerms(db),
        index,
        secret: randomBytes(32),
        stop,
        progress: (done, entries) =>
          context.progress({ phase: `storing ${name}`, done, total: length, unit: 'bytes', entries }),
      },
    );
    index.flush();
    moveStaged(db, id, source.id);
    prepared(
      db,
      'UPDATE acquisition SET source = ?, ended = ?, state = NULL, complete = ?, reason = ?, reported = ? WHERE id = ?',
    ).run(
      source.id,
      new Date().toISOString(),
      outcome.complete ? 1 : 0,
      outcome.reason,
      outcome.reported,
      id,
    );
    if (onlyNew && source.entries === 0 && !hasLost(db, source.id, context)) throw nothingNew;
    recordImport(db, { actor, partial }, source, syncDetails(db, acquisitionRow(db, id)), 'sync');
    db.exec('COMMIT');
    return source;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    if (error !== nothingNew) throw error;
    discardAcquisition(db, id);
    return null;
  }
}

/** Whether the last acquisition before this one has entries that the API gives no more. */
function hasLost(db: ReadableDb, source: number, context: TaskContext): boolean {
  const last = overlapsOf(db, source, context).overlaps.at(-1);
  return last !== undefined && last.vanished > 0;
}

/** Drops what an acquisition that is not done has fetched, and its record. */
export function discardAcquisition(db: WritableDb, id: number): void {
  db.transaction(() => {
    dropStaged(db, id);
    prepared(db, 'DELETE FROM answer WHERE acquisition = ?').run(id);
    prepared(db, 'DELETE FROM acquisition WHERE id = ?').run(id);
  }).immediate();
}

function outcomeOf(row: AcquisitionRow): Outcome {
  const state = stateOf(row);
  if (state === null) throw new Error('an acquisition that is done has no state');
  const outcome = walkOf(state).outcome(state);
  const next = walkOf(state).next(state);
  if (next === null) return outcome;
  return {
    complete: false,
    reason: `it was ended before its end, ${walkOf(state).place(state)}`,
    reported: outcome.reported,
  };
}

function nameOf(row: AcquisitionRow): string {
  const { from, to, entry } = wishOf(row);
  const host = new URL(row.origin).host;
  if (entry !== null) return `${row.system} ${host} ${entry}`;
  return `${row.system} ${host} ${from === null ? '' : shortTime(from)}..${shortTime(to)}`;
}

/** To the second, and the day alone at midnight. */
function shortTime(iso: string): string {
  return iso.replace(/\.\d+Z$/, 'Z').replace('T00:00:00Z', '');
}

/** Of a stream that was kept as it came. */
function layoutOfStaged(db: ReadableDb, id: number, system: SyncSystem): Layout {
  const sample: Buffer[] = [];
  let length = 0;
  for (const chunk of stagedChunks(db, id)) {
    sample.push(chunk);
    length += chunk.length;
    if (length >= sampleLength) break;
  }
  const bytes = Buffer.concat(sample).subarray(0, sampleLength);
  if (bytes.toString().trim() === '')
    return bytes.length === 0 ? { form: 'empty' } : { form: 'ndjson', encoding: 'utf-8' };
  return detect(bytes, `the answer of ${system}`, { system, anyProposal: true }).layout;
}
