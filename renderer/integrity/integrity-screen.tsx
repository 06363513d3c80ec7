import { useCallback, useMemo, useState } from 'react';
import type { Finding, VerifyReport } from '../../shared/domain/verification.ts';
import { useCase } from '../session/case-context.tsx';
import { type Answer, useCall } from '../session/use-call.ts';
import { IntegrityHead } from './integrity-head.tsx';
import { IntegrityTabs } from './integrity-tabs.tsx';
import { NotVerified } from './not-verified.tsx';
import { PrintedReport } from './printed-report.tsx';
import { type Subject, subjectsOf } from './subjects.ts';
import { useIntegrityPlace } from './use-integrity-place.ts';
import type { Verification } from './use-verification.ts';
import { noChoices, receiptWishOf, type VerifyWish } from './verify-choices.ts';
import { VerifyDialog } from './verify-dialog.tsx';
import './integrity.css';
import './screen.css';

interface Props {
  readonly verification: Verification;
  /** The last recorded verification. */
  readonly last: Answer<{ readonly time: string; readonly report: VerifyReport } | null>;
  readonly onOpenEntry: (finding: Finding) => void;
}

/** What holds, what is broken and where, and what cannot be known. */
export function IntegrityScreen({ verification, last, onOpenEntry }: Props) {
  const { info } = useCase();
  const app = useCall('app.info', {});
  const place = useIntegrityPlace();
  const [choices, setChoices] = useState(noChoices);
  const [asking, setAsking] = useState(false);
  const [printing, setPrinting] = useState(false);
  const isRunning = verification.job !== undefined;
  const { report, time } = verification.unrecorded ?? last.value ?? { report: null, time: null };
  const subjects = useSubjects(report);
  const printed = useCallback(() => setPrinting(false), []);
  const start = (wish: VerifyWish) => {
    place.show('answers');
    void verification.verify(wish);
  };
  return (
    <div className="case-screen integrity-screen">
      <IntegrityHead
        verification={verification}
        report={report}
        time={time}
        onVerify={start}
        onAsk={() => setAsking(true)}
        onPrint={() => setPrinting(true)}
      />
      <IntegrityTabs
        place={place}
        report={report}
        time={time}
        subjects={subjects}
        notVerified={
          <NotVerified
            error={last.error}
            loading={last.loading}
            isRunning={isRunning}
            onVerify={() => start({})}
          />
        }
        choices={choices}
        onChoices={setChoices}
        isRunning={isRunning}
        onHold={() => start(receiptWishOf(choices))}
        onOpenEntry={onOpenEntry}
      />
      {asking && (
        <VerifyDialog
          choices={choices}
          onChoices={setChoices}
          canReuse={verification.hasRun}
          profile={report?.chains?.find(({ definition }) => definition)?.definition ?? null}
          onVerify={start}
          onClose={() => setAsking(false)}
        />
      )}
      {printing && report && time !== null && (
        <PrintedReport
          report={report}
          subjects={subjects}
          info={info}
          time={time}
          version={app.value?.version ?? ''}
          onDone={printed}
        />
      )}
    </div>
  );
}

/** What the report is about, sources by their names. */
function useSubjects(report: VerifyReport | null): readonly Subject[] {
  const { sources } = useCase().info;
  return useMemo(() => {
    if (report === null) return [];
    const names = Object.fromEntries(sources.map(({ id, name }) => [`source ${id}`, name]));
    return subjectsOf(report, names);
  }, [report, sources]);
}
