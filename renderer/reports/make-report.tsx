import type { ReportWish } from '../../shared/domain/guided-report.ts';
import { EmptyCase } from '../case/empty-case.tsx';
import { useCase } from '../session/case-context.tsx';
import { PaperReport } from './paper.tsx';
import { type ReportPlace, type ReportStep, wishOf } from './place.ts';
import { QuestionStep } from './question-step.tsx';
import { ReportSteps } from './report-steps.tsx';
import { ScopeStep } from './scope-step.tsx';
import { StepsOfReport } from './steps-of-report.tsx';
import { useChangesSince } from './use-changes-since.ts';
import type { Reports } from './use-reports.ts';

interface Props {
  readonly reports: Reports;
  readonly place: ReportPlace;
  readonly onPlace: (change: (before: ReportPlace) => ReportPlace) => void;
  readonly onQuery: (query: string) => void;
  readonly onIntegrity: () => void;
  readonly onImport: () => void;
  /** Under which the place in a page is kept. */
  readonly scrollKey: string;
}

/** Step by step from a question to its answer, and out of the case. */
export function MakeReport(props: Props) {
  const { reports, place, onPlace, onQuery, onIntegrity, onImport, scrollKey } = props;
  const isEmpty = useCase().info.counts.entries === 0;
  const wish = wishOf(place);
  const report = reports.reportOf(wish);
  const changes = useChangesSince(report?.state ?? null);
  const go = (step: ReportStep) => onPlace((before) => ({ ...before, step }));
  const make = (asked: ReportWish) => {
    go('answer');
    void reports.make(asked);
  };
  if (isEmpty) return <EmptyCase onImport={onImport} />;
  const { question, step } = place;
  const key = `${scrollKey}.${step}.${JSON.stringify(wish)}`;
  return (
    <div className="report-panes">
      <ReportSteps place={place} report={report} onGo={go} />
      {step === 'question' || question === null ? (
        <QuestionStep
          chosen={question}
          onChoose={(chosen) => onPlace((before) => ({ ...before, question: chosen }))}
          onNext={() => go('scope')}
          scrollKey={`${scrollKey}.question`}
        />
      ) : step === 'scope' ? (
        <ScopeStep
          key={question}
          question={question}
          place={place}
          onPlace={onPlace}
          isMade={report !== null}
          isMaking={reports.job !== undefined}
          onMake={make}
          onAnswer={() => go('answer')}
          onBack={() => go('question')}
          scrollKey={`${scrollKey}.scope`}
        />
      ) : (
        <StepsOfReport
          key={step}
          step={step}
          question={question}
          wish={wish}
          report={report}
          reports={reports}
          changes={changes}
          onMake={make}
          onGo={go}
          onQuery={onQuery}
          onIntegrity={onIntegrity}
          scrollKey={key}
        />
      )}
      {report !== null && <PaperReport report={report} />}
    </div>
  );
}
