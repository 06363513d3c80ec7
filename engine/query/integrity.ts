import type { EntryIntegrity } from '../../shared/domain/case.ts';
import type { Axis, Finding, VerifyReport } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';
import { IdSet } from './id-set.ts';

/** What the last recorded verification said, entry by entry. */
export interface RecordedIntegrity {
  /** 0 where none was recorded. */
  readonly verification: number;
  /** Entries at which it located a fault. */
  readonly broken: IdSet;
  /** Entries of which it could tell nothing, in sources whose others it could check. */
  readonly unknown: IdSet;
  /** What it said of a source's other entries; of sources that are not here, nothing. */
  readonly others: ReadonlyMap<number, 'verified' | 'unverifiable'>;
}

export function integrityOf(recorded: RecordedIntegrity, id: number, source: number): EntryIntegrity {
  if (recorded.broken.has(id)) return 'broken';
  if (recorded.unknown.has(id)) return 'unverifiable';
  return recorded.others.get(source) ?? 'unchecked';
}

const kept = new WeakMap<ReadableDb, RecordedIntegrity>();

export function lastVerification(db: ReadableDb): number {
  return db.prepare<[], number | null>('SELECT max(id) FROM verification').pluck().get() ?? 0;
}

export function recordedIntegrity(db: ReadableDb): RecordedIntegrity {
  const last = lastVerification(db);
  const before = kept.get(db);
  if (before?.verification === last) return before;
  const recorded = readIntegrity(db, last);
  kept.set(db, recorded);
  return recorded;
}

/**
 * A finding breaks its entry only where the axis that it bears on failed: observations of time, gaps in a selection and
 * the like are findings too, and break nothing.
 */
function readIntegrity(db: ReadableDb, verification: number): RecordedIntegrity {
  const axes = failedAxes(db, verification);
  if (axes === null) return { verification, broken: IdSet.of([]), unknown: IdSet.of([]), others: new Map() };
  const broken = new Set<number>();
  const unknown = new Set<number>();
  const unlocated = new Set<string>();
  let listed = 0;
  const rows = db.prepare<[number], { entry: number | null; body: string }>(
    'SELECT entry, body FROM finding WHERE verification = ?',
  );
  for (const { entry, body } of rows.iterate(verification)) {
    const finding = readJson<Finding>(body);
    listed++;
    if (finding?.code === 'CHAIN_UNKNOWN' && entry !== null) unknown.add(entry);
    if (finding === null || finding.code === 'CHAIN_UNKNOWN' || !axes.failed.has(axisOf(finding))) continue;
    if (entry !== null) broken.add(entry);
    else if (finding.axis === 'content') unlocated.add(finding.subject);
  }
  const others = new Map<number, 'verified' | 'unverifiable'>();
  const sources = db.prepare<[number], { source: number; content: string }>(
    'SELECT source, content FROM verified_source WHERE verification = ?',
  );
  for (const { source, content } of sources.all(verification)) {
    const storageFailed = axes.failed.has(`storage source ${source}`) || axes.failed.has('storage case');
    // Where a fault could not be pinned to an entry, none of the others is known to be free of it.
    const anywhere = unlocated.has(`source ${source}`) || (listed < axes.findingsTotal && content === 'fail');
    const recomputed = content === 'pass' || content === 'fail';
    others.set(source, recomputed && !storageFailed && !anywhere ? 'verified' : 'unverifiable');
  }
  for (const entry of broken) unknown.delete(entry);
  return { verification, broken: IdSet.of(broken), unknown: IdSet.of(unknown), others };
}

function failedAxes(
  db: ReadableDb,
  verification: number,
): { failed: Set<string>; findingsTotal: number } | null {
  const row = db
    .prepare<[number], string>('SELECT report FROM verification WHERE id = ?')
    .pluck()
    .get(verification);
  const report = row === undefined ? null : readJson<VerifyReport>(row);
  if (report === null || !Array.isArray(report.axes)) return null;
  return {
    failed: new Set(report.axes.filter(({ status }) => status === 'fail').map(axisOf)),
    findingsTotal: report.findingsTotal,
  };
}

function axisOf({ axis, subject }: Pick<Axis, 'axis' | 'subject'>): string {
  return `${axis} ${subject}`;
}

function readJson<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
