import type { ReactNode } from 'react';
import type { GuidedReport, ReportQuestion, ReportWish } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { StoppedOrFailed } from '../design/stopped.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { Answer } from './answer.tsx';
import { CoverageStatement } from './coverage.tsx';
import { ExportForms } from './export-forms.tsx';
import { Making } from './making.tsx';
import { type ReportStep, reportSteps } from './place.ts';
import { ReportPage } from './report-page.tsx';
import { StaleNotice } from './stale-notice.tsx';
import type { ChangesSince } from './use-changes-since.ts';
import type { Reports } from './use-reports.ts';

interface Props {
  readonly step: 'answer' | 'coverage' | 'export';
  readonly question: ReportQuestion;
  readonly wish: ReportWish | null;
  readonly report: GuidedReport | null;
  readonly reports: Reports;
  readonly changes: ChangesSince | null;
  readonly onMake: (wish: ReportWish) => void;
  readonly onGo: (step: ReportStep) => void;
  readonly onQuery: (query: string) => void;
  readonly onIntegrity: () => void;
  readonly scrollKey: string;
}

/** The steps that need a report; while it is made, or where it was not, they say so. */
export function StepsOfReport(props: Props) {
  const { step, question, wish, report, reports, onMake, onGo, scrollKey } = props;
  const words = strings.reports;
  const at = reportSteps.indexOf(step);
  const next = reportSteps[at + 1];
  const isThere = report !== null && reports.job === undefined;
  const error = reports.errorOf(wish);
  const headings = {
    answer: isThere ? <EvidenceText text={report.title} /> : words.questions[question].asks,
    coverage: words.coverage.heading,
    export: words.export.heading,
  };
  const help = {
    answer: isThere && report.question,
    coverage: words.coverage.help,
    export: words.export.help,
  };
  return (
    <ReportPage
      // What is on the page comes with the report: then it is scrolled to where it was.
      key={String(isThere)}
      step={step}
      heading={headings[step]}
      help={help[step]}
      scrollKey={scrollKey}
      foot={
        <>
          <Button onPress={() => onGo(reportSteps[at - 1] ?? 'question')}>{words.back}</Button>
          {next !== undefined && isThere && (
            <Button look="primary" onPress={() => onGo(next)}>
              {words.next(words.steps[next])}
            </Button>
          )}
        </>
      }
    >
      {isThere && wish !== null ? (
        <>
          {error && <StoppedOrFailed error={error} stopped={words.stopped} />}
          <OfReport {...props} wish={wish} report={report} />
        </>
      ) : (
        <Making wish={wish} reports={reports} onMake={onMake} onScope={() => onGo('scope')} />
      )}
    </ReportPage>
  );
}

interface OfProps extends Props {
  readonly wish: ReportWish;
  readonly report: GuidedReport;
}

function OfReport({ step, wish, report, changes, onMake, onQuery, onIntegrity }: OfProps): ReactNode {
  const again = () => onMake(wish);
  switch (step) {
    case 'answer':
      return <Answer report={report} changes={changes} onAgain={again} onQuery={onQuery} />;
    case 'coverage':
      return (
        <>
          {changes && <StaleNotice changes={changes} onAgain={again} />}
          <CoverageStatement coverage={report.coverage} onQuery={onQuery} onIntegrity={onIntegrity} />
        </>
      );
    case 'export':
      return <ExportForms wish={wish} changes={changes} onAgain={again} />;
  }
}
