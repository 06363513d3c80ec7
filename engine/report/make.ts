import type {
  GuidedReport,
  ReportQuestion,
  ReportSection,
  ReportWish,
} from '../../shared/domain/guided-report.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { custodyHead } from '../custody/log.ts';
import type { TaskContext } from '../task.ts';
import { version } from '../version.ts';
import { asked } from './asked.ts';
import { printed } from './conditions.ts';
import { coverageOf } from './coverage.ts';
import { digestsOf } from './digests.ts';
import { Figures } from './figures.ts';
import { LookedAt } from './looked-at.ts';
import { aiAct50 } from './questions/ai-act-50.ts';
import { claim } from './questions/claim.ts';
import { dsa3435 } from './questions/dsa-34-35.ts';
import { image } from './questions/image.ts';
import { type Spans, spansOf } from './spans.ts';
import { stateOf } from './state.ts';
import { refuseEmpty, scopeOf } from './wish.ts';

/** Verifies the whole case, or the pack that is opened as one. */
export type Verify = (context: TaskContext) => Promise<VerifyReport>;

/** How often a report is begun anew where somebody changed the case meanwhile. */
const mostTries = 3;

const questions: Readonly<
  Record<ReportQuestion, (figures: Figures, spans: Spans, subject: string) => ReportSection[]>
> = {
  'ai-act-50': aiAct50,
  'dsa-34-35': dsa3435,
  claim: (figures, _, subject) => claim(figures, subject),
  image: (figures, _, subject) => image(figures, subject),
};

/**
 * Makes a guided report: of one state of the case, of which the same wish makes the same report. Reads only.
 *
 * @throws AppError INVALID_INPUT for a wish that asks for nothing, CASE_CORRUPT, CASE_LOCKED where the case does not keep still, CANCELLED
 */
export async function makeReport(
  db: ReadableDb,
  wish: ReportWish,
  verify: Verify,
  context: TaskContext,
): Promise<GuidedReport> {
  for (let tries = 0; tries < mostTries; tries++) {
    const before = custodyHead(db);
    const report = await reportOf(db, wish, verify, context);
    context.checkCancelled();
    if (custodyHead(db) === before) return report;
  }
  throw new AppError({
    code: 'CASE_LOCKED',
    message: 'the case was changed each time while the report was made',
    safe: 'nothing was written',
    next: 'make the report again when nobody works in the case',
  });
}

async function reportOf(
  db: ReadableDb,
  wish: ReportWish,
  verify: Verify,
  context: TaskContext,
): Promise<GuidedReport> {
  const scope = scopeOf(wish);
  const step = (phase: string, done: number, total: number | null) =>
    context.progress({ phase, done, total, unit: 'entries' });
  step('reading the entries', 0, null);
  const at = new LookedAt(db, scope, context);
  const entries = at.whole.set.size;
  refuseEmpty(wish, at.scope.set.size);
  const figures = new Figures(at);
  step('counting figures', at.scope.set.size, null);
  const spans = spansOf(at);
  const sections = questions[wish.question](figures, spans, wish.subject ?? '');
  step('verifying the case', 0, entries);
  const verification = await verify(context);
  const coverage = coverageOf(figures, spans, verification);
  const digests = digestsOf(db, figures.sets, at.whole.set, context);
  const info = db.prepare<[], GuidedReport['case']>('SELECT uuid, title FROM case_info').get();
  return withDigests(
    {
      format: 'casebound-report/1',
      version,
      case: info ?? { uuid: '', title: '' },
      state: stateOf(db),
      wish: { question: wish.question, subject: wish.subject, query: wish.query },
      ...asked(wish),
      scope: printed(scope),
      sections,
      coverage,
    },
    digests,
  );
}

function withDigests(report: GuidedReport, digests: ReadonlyMap<string, string>): GuidedReport {
  const hashed = (figures: ReportSection['figures']) =>
    figures.map((figure) => ({ ...figure, digest: digests.get(figure.query) ?? '' }));
  return {
    ...report,
    sections: report.sections.map((section) => ({
      ...section,
      figures: hashed(section.figures),
      breakdowns: section.breakdowns.map((each) => ({ ...each, figures: hashed(each.figures) })),
    })),
    coverage: { ...report.coverage, figures: hashed(report.coverage.figures) },
  };
}
