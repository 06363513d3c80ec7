import { Printer } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { type Finding, isObservation, type VerifyReport } from '../../shared/domain/verification.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { Tabs } from '../design/tabs.tsx';
import { JobPanel } from '../jobs/job-progress.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { type Answer, useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import { Answers } from './answers.tsx';
import { CompareTab } from './compare-tab.tsx';
import { FindingPanes } from './finding-panes.tsx';
import { PrintedReport } from './printed-report.tsx';
import { ReceiptsTab } from './receipts-tab.tsx';
import { subjectsOf } from './subjects.ts';
import { VerdictBadge } from './verdict-badge.tsx';
import { noChoices, type VerifyWish } from './verify-choices.ts';
import { VerifyDialog } from './verify-dialog.tsx';
import './integrity.css';
import './screen.css';

interface Props {
  /** The last recorded verification. */
  readonly last: Answer<{ readonly time: string; readonly report: VerifyReport } | null>;
  readonly onOpenEntry: (finding: Finding) => void;
}

type Tab = 'answers' | 'findings' | 'observations' | 'compare' | 'receipts';

/** What holds, what is broken and where, what cannot be known. */
export function IntegrityScreen({ last, onOpenEntry }: Props) {
  const { info } = useCase();
  const app = useCall('app.info', {});
  const { zone } = useZone();
  const [tab, setTab] = useState<Tab>('answers');
  const [subject, setSubject] = useState<string | null>(null);
  const [choices, setChoices] = useState(noChoices);
  const [asking, setAsking] = useState(false);
  const [printing, setPrinting] = useState(false);
  const { verify, unrecorded, job, error, stopped, hasRun } = useVerification();
  const words = strings.integrity;
  const report = unrecorded?.report ?? last.value?.report ?? null;
  const time = unrecorded?.time ?? last.value?.time ?? null;
  const names = useMemo(
    () => Object.fromEntries(info.sources.map(({ id, name }) => [`source ${id}`, name])),
    [info.sources],
  );
  const subjects = useMemo(() => (report === null ? [] : subjectsOf(report, names)), [report, names]);
  const printed = useCallback(() => setPrinting(false), []);
  const findings = report?.findings.filter((finding) => !isObservation(finding)) ?? [];
  const observations = report?.findings.filter(isObservation) ?? [];
  const start = (wish: VerifyWish) => {
    setSubject(null);
    setTab('answers');
    void verify(wish);
  };
  const notYet = (
    <>
      {last.error && (
        <div className="panes-message">
          <ErrorPanel error={last.error} />
        </div>
      )}
      {last.loading && <Skeleton rows={10} label={words.loading} />}
      {!last.loading && !last.error && !job && (
        <EmptyState title={words.never} actions={<Button onPress={() => start({})}>{words.runFirst}</Button>}>
          {words.neverHelp}
        </EmptyState>
      )}
    </>
  );
  const panes = (which: 'findings' | 'observations') =>
    report && (
      <FindingPanes
        report={report}
        findings={which === 'findings' ? findings : observations}
        subjects={subjects}
        subject={subject}
        onSubject={setSubject}
        words={which === 'findings' ? foundWords : observedWords}
        onOpen={onOpenEntry}
      />
    );
  return (
    <div className="case-screen integrity-screen">
      <header className="screen-head">
        <div>
          <div className="integrity-title">
            <h1>{words.title}</h1>
            {report && <VerdictBadge report={report} />}
          </div>
          <p className="quiet">
            {unrecorded ? words.notRecorded : time !== null && words.asOf(zonedTimeAlone(time, zone))}
          </p>
        </div>
        {report && (
          <Button onPress={() => setPrinting(true)}>
            <Printer size={14} aria-hidden="true" /> {words.print}
          </Button>
        )}
        <Button onPress={() => setAsking(true)} isDisabled={job !== undefined}>
          {words.runWith}
        </Button>
        <Button look="primary" onPress={() => start({})} isDisabled={job !== undefined}>
          {words.run}
        </Button>
      </header>
      {job && <JobPanel job={job} />}
      {error && (
        <div className="panes-message">
          <ErrorPanel error={error} />
        </div>
      )}
      {stopped && !job && (
        <div className="panes-message panel-actions" role="status">
          <StateMark tone="warn">{words.stopped}</StateMark>
          <Button onPress={() => start({ ...stopped, reuse: 'unchanged' })}>{words.goOn}</Button>
        </div>
      )}
      <Tabs<Tab>
        label={words.title}
        selected={tab}
        onSelect={(next) => {
          setTab(next);
          setSubject(null);
        }}
        items={[
          {
            key: 'answers',
            title: words.tabs.answers,
            content: () =>
              report === null ? (
                notYet
              ) : (
                <Answers
                  key={time}
                  report={report}
                  subjects={subjects}
                  onFindings={(of, what) => {
                    setSubject(of);
                    setTab(what);
                  }}
                />
              ),
          },
          {
            key: 'findings',
            title: words.tabs.findings(findings.length),
            content: () => panes('findings') ?? notYet,
          },
          {
            key: 'observations',
            title: words.tabs.observations(observations.length),
            content: () => panes('observations') ?? notYet,
          },
          { key: 'compare', title: words.tabs.compare, content: () => <CompareTab /> },
          {
            key: 'receipts',
            title: words.tabs.receipts,
            content: () => (
              <ReceiptsTab
                choices={choices}
                onChoices={setChoices}
                isBusy={job !== undefined}
                onHold={() => start(receiptOf(choices))}
              />
            ),
          },
        ]}
      />
      {asking && (
        <VerifyDialog
          choices={choices}
          onChoices={setChoices}
          canReuse={hasRun}
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

const { integrity: said } = strings;
const foundWords = {
  none: said.noFindings,
  noneHelp: said.noFindingsHelp,
  help: null,
  amount: said.findingsFound,
};
const observedWords = {
  none: said.noObservations,
  noneHelp: said.observationsHelp,
  help: said.observationsHelp,
  amount: said.observed,
};

function receiptOf({ checkpoint, trust }: typeof noChoices): VerifyWish {
  return { checkpoint: checkpoint.trim(), ...(trust.trim() === '' ? {} : { trust: trust.trim() }) };
}

/** A verification of the open case: recorded, unless the case is open read-only. */
function useVerification() {
  const { changed, canAnnotate } = useCase();
  const { run, running } = useJobs();
  const [unrecorded, setUnrecorded] = useState<{ time: string; report: VerifyReport } | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === strings.integrity.verifying);
  const [stopped, setStopped] = useState<VerifyWish | null>(null);
  const [hasRun, setHasRun] = useState(false);
  const verify = async (wish: VerifyWish) => {
    setError(null);
    setStopped(null);
    setHasRun(true);
    try {
      const input = { reuse: 'nothing' as const, ...wish, record: canAnnotate };
      const report = await run('verify.run', input, strings.integrity.verifying);
      setUnrecorded(canAnnotate ? null : { time: new Date().toISOString(), report });
      await changed();
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (failure.code !== 'CANCELLED') setError(failure);
      // A key is kept for nothing, not for this either.
      else if (wish.chain?.hmacKey === undefined) setStopped(wish);
    }
  };
  return { verify, unrecorded, job, error, stopped, hasRun };
}
