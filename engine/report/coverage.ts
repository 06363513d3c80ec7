import type { Coverage, Unproven } from '../../shared/domain/guided-report.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { sourceRows } from '../case/sources.ts';
import type { Figures } from './figures.ts';
import type { Spans } from './spans.ts';

/** Gaps that are listed. */
const mostGaps = 20;
/** No time that is understood, in the years that a query can name. */
export const timeless = '-time:0000..9999';

/** What the answer rests on: the sources, when their entries are from, and what of the case verification could not show. */
export function coverageOf(figures: Figures, spans: Spans, verification: VerifyReport): Coverage {
  const { db, scope, whole } = figures.at;
  const beyond = figures.at.beyond();
  return {
    sources: sourceRows(db).map((source) => ({
      id: source.id,
      name: source.name,
      system: source.system,
      format: source.format,
      sha256: source.sha256.toString('hex'),
      bytes: source.bytes,
      entries: source.entries,
      inScope: spans.bySource.get(source.id) ?? 0,
      duplicates: source.duplicates,
      quarantined: source.quarantined,
      conflicts: source.conflicts,
    })),
    period: spans.period,
    figures: [
      figures.figure('coverage.case', 'Entries of the case', whole),
      figures.figure('coverage.scope', 'Entries that this report looked at', scope),
      figures.figure('coverage.beyond', 'Entries that it did not look at', beyond),
      figures.figure(
        'coverage.timeless',
        'Entries looked at that state no time that is understood',
        figures.at.part(timeless),
      ),
    ],
    gaps: spans.gaps.slice(0, mostGaps),
    moreGaps: Math.max(0, spans.gaps.length - mostGaps),
    unproven: unprovenIn(verification),
    passed: verification.axes.filter(({ status }) => status === 'pass').length,
    findings: verification.findingsTotal,
  };
}

function unprovenIn({ axes }: VerifyReport): Unproven[] {
  return axes.flatMap(({ axis, subject, status, reason }) =>
    status === 'pass' ? [] : [{ axis, subject, status, reason }],
  );
}
