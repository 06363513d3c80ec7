import type { ScopeIntegrity } from '../../shared/contract/sealing-operations.ts';
import type { Finding } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import { IdSet } from '../query/id-set.ts';
import { lastVerification } from '../query/integrity.ts';
import { lastReport } from '../verify/last-report.ts';
import { recordedFinding } from '../verify/recorded-report.ts';

/** Findings that are listed; all are counted. */
const mostListed = 50;

/**
 * What the last recorded verification says of the entries, ascending, and of the sources that they come from. A finding is in
 * the way where it is about one of them, or about none alone, and the check that it bears on failed.
 */
export function scopeIntegrity(
  db: ReadableDb,
  ids: Float64Array,
  sources: readonly SourceRow[],
): ScopeIntegrity {
  const last = lastReport(db);
  if (last === null) {
    return {
      ...{ verified: null, blocking: [], blockingTotal: 0, observations: 0, elsewhere: 0 },
      unverifiedSources: sources.map(({ name }) => name),
    };
  }
  const { axes } = last.report;
  const failed = new Set(axes.filter(({ status }) => status === 'fail').map(axisKey));
  const known = new Set(axes.map(({ subject }) => subject));
  const subjects = new Set(['case', ...sources.map(({ id }) => `source ${id}`)]);
  const inScope = new IdSet(ids);
  const blocking: Finding[] = [];
  let [blockingTotal, observations, elsewhere] = [0, 0, 0];
  const located = new Set<string>();
  for (const { entry, body } of findings(db)) {
    const finding = recordedFinding(body);
    located.add(axisKey(finding));
    const concerns =
      entry === null ? isOfNoEntry(finding) && subjects.has(finding.subject) : inScope.has(entry);
    if (!concerns) elsewhere++;
    else if (!failed.has(axisKey(finding))) observations++;
    else {
      blockingTotal++;
      if (blocking.length < mostListed) blocking.push(finding);
    }
  }
  // A check that failed without a finding to say where: its reason stands in the place of one.
  for (const { axis, subject, status, reason } of axes) {
    if (status !== 'fail' || !subjects.has(subject) || located.has(axisKey({ axis, subject }))) continue;
    blockingTotal++;
    blocking.push({ code: 'CHECK_FAILED', axis, subject, message: reason });
  }
  const unverifiedSources = sources.filter(({ id }) => !known.has(`source ${id}`)).map(({ name }) => name);
  return { verified: last.time, unverifiedSources, blocking, blockingTotal, observations, elsewhere };
}

function findings(db: ReadableDb): Iterable<{ entry: number | null; body: string }> {
  return db
    .prepare<[number], { entry: number | null; body: string }>(
      'SELECT entry, body FROM finding WHERE verification = ?',
    )
    .iterate(lastVerification(db));
}

/** About a source or the case as a whole. */
function isOfNoEntry({ ordinal, entryId }: Finding): boolean {
  return ordinal === undefined && entryId === undefined;
}

function axisKey({ axis, subject }: Pick<Finding, 'axis' | 'subject'>): string {
  return `${axis} ${subject}`;
}
