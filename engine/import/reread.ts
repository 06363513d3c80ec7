import { randomBytes } from 'node:crypto';
import type { RereadResult } from '../../shared/domain/import.ts';
import { AppError } from '../../shared/errors.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import type { WritableDb } from '../case/database.ts';
import { earlyEnd, type SourceRow, sourceRow } from '../case/sources.ts';
import { SegmentWriter } from '../query/index/segment/segment-writer.ts';
import type { TaskContext } from '../task.ts';
import type { StopFlag } from '../threads/signal.ts';
import { CaseTerms } from './batch/known-terms.ts';
import { type Detected, detect, sampleLength } from './detect/detect.ts';
import { recordImport } from './import-file.ts';
import { importSource, nextEntryId } from './import-source.ts';
import { layoutOf, mappingOf } from './layout/stated.ts';
import { storedBlocks } from './reading/blocks.ts';
import { KnownEntries } from './store/known-entries.ts';

/** Thrown to take back a reading that gave nothing; never leaves this module. */
const nothingMore = Symbol('nothing more could be read');

/**
 * Reads a source's bytes anew, by what is known today or by the mapping given, as a new source that stores none of its
 * own: what was an entry then is a duplicate now, and what can only be read now is an entry. Where that is nothing, the
 * case is as before.
 *
 * @throws AppError INVALID_INPUT, CASE_CORRUPT, CASE_LOCKED, DISK_FULL, CANCELLED
 */
export async function reread(
  db: WritableDb,
  request: { readonly source: number; readonly mapping?: Mapping | undefined; readonly actor: string },
  context: TaskContext,
  stop: StopFlag,
): Promise<RereadResult> {
  const before = sourceRow(db, request.source);
  const first = before.reread_of === null ? before : sourceRow(db, before.reread_of);
  const detected = detectAgain(db, before, request.mapping);
  const partial = first.partial === 1;
  const total = first.stream_bytes ?? first.bytes;
  db.exec('BEGIN IMMEDIATE');
  try {
    const index = new SegmentWriter(db, nextEntryId(db));
    const source = await importSource(
      db,
      {
        bytes: { kind: 'reread', of: first },
        path: first.path,
        name: first.name,
        within: first.container === null ? null : { container: first.container, member: first.member ?? '' },
        layout: detected.layout,
        mapping: detected.mapping,
        evidence: [...detected.evidence, ...[earlyEnd(first)].filter((said) => said !== null)],
        partial,
      },
      {
        known: new KnownEntries(db),
        terms: new CaseTerms(db),
        index,
        secret: randomBytes(32),
        stop,
        progress: (done, entries) =>
          context.progress({ phase: `reading ${first.name} again`, done, total, unit: 'bytes', entries }),
      },
    );
    if (source.entries === 0) throw nothingMore;
    index.flush();
    const { container } = first;
    recordImport(db, { actor: request.actor, partial }, source, {
      rereadOf: first.id,
      ...(container === null ? {} : { container }),
    });
    db.exec('COMMIT');
    return { source };
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    if (error === nothingMore) return { source: null };
    throw error;
  }
}

/** What today's detection says of the stored bytes; what was said at their import where it says nothing. */
function detectAgain(db: WritableDb, source: SourceRow, mapping: Mapping | undefined): Detected {
  const wish = { mapping: mapping ?? mappingOf(source), anyProposal: true };
  const sample: Buffer[] = [];
  let length = 0;
  for (const block of storedBlocks(db, source.id)) {
    sample.push(block);
    length += block.length;
    if (length >= sampleLength) break;
  }
  try {
    return detect(Buffer.concat(sample).subarray(0, sampleLength), source.name, wish);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'FORMAT_UNKNOWN') throw error;
    const evidence = ['read by the form that was found at its import'];
    return { layout: layoutOf(source), mapping: wish.mapping, proposed: false, evidence };
  }
}
