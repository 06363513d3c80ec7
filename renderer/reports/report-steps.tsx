import type { GuidedReport } from '../../shared/domain/guided-report.ts';
import { MarkShape } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';
import { type ReportPlace, type ReportStep, reportSteps, subjectOf, wishOf } from './place.ts';
import { sectionAnchor } from './section-view.tsx';
import { unprovenText } from './unproven.ts';
import '../design/steps.css';

interface Props {
  readonly place: ReportPlace;
  readonly report: GuidedReport | null;
  readonly onGo: (step: ReportStep) => void;
}

/** The steps with what was chosen or found at each, and the sections of the answer while it is shown. */
export function ReportSteps({ place, report, onGo }: Props) {
  const words = strings.reports;
  // A mark says that something was chosen. Beside what was found it would say that it is good.
  const isDone = (step: ReportStep) =>
    step === 'question' ? place.question !== null : step === 'scope' && wishOf(place) !== null;
  return (
    <nav className="steps report-steps" aria-label={words.steps.label}>
      <ol>
        {reportSteps.map((step, n) => (
          <li key={step}>
            <button
              type="button"
              className="steps-item"
              aria-current={step === place.step ? 'step' : undefined}
              disabled={step !== 'question' && place.question === null}
              onClick={() => onGo(step)}
            >
              <span className="steps-number" aria-hidden="true">
                {isDone(step) && step !== place.step ? <MarkShape tone="good" /> : n + 1}
              </span>
              <span className="steps-words">
                {words.steps[step]}
                <span className="steps-summary">{summaryOf(step, place, report)}</span>
              </span>
            </button>
            {step === 'answer' && place.step === 'answer' && report !== null && <Sections report={report} />}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Sections({ report: { sections } }: { readonly report: GuidedReport }) {
  if (sections.length < 2) return null;
  const go = (id: string) => {
    const heading = document.getElementById(sectionAnchor(id));
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
  return (
    <ul className="report-contents" aria-label={strings.reports.answer.contents}>
      {sections.map(({ id, title }) => (
        <li key={id}>
          <button type="button" className="report-content" onClick={() => go(id)}>
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}

function summaryOf(step: ReportStep, place: ReportPlace, report: GuidedReport | null): string {
  const words = strings.reports;
  const { question, subjects, query } = place;
  if (question === null) return '';
  const of = subjectOf(question);
  switch (step) {
    case 'question':
      return words.questions[question].name;
    case 'scope': {
      if (of === null) return query.trim() === '' ? words.scope.whole : visibleLine(query);
      const subject = subjects[of];
      return subject === null ? words.scope.noneChosen[of] : visibleLine(subject) || strings.emptyText;
    }
    case 'answer':
      return report === null ? words.notMadeShort : words.answer.atEvent(report.state.seq);
    case 'coverage':
      return report === null ? '' : unprovenText(report.coverage.unproven);
    case 'export':
      return 'HTML, PDF, XLSX, JSON';
  }
}
