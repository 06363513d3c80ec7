import { useState } from 'react';
import type { Finding, VerifyReport } from '../../shared/domain/verification.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import type { Answer } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { utcTimeText } from '../text/numbers.ts';
import { AxisTables } from './axis-table.tsx';
import { ChainCard } from './chain-card.tsx';
import { FindingList } from './finding-list.tsx';
import { VerdictBadge } from './verdict-badge.tsx';
import './integrity.css';

interface Props {
  /** The last recorded verification. */
  readonly last: Answer<{ readonly time: string; readonly report: VerifyReport } | null>;
  readonly onOpenEntry: (finding: Finding) => void;
}

/** What holds, what is broken and where, what cannot be known. */
export function IntegrityScreen({ last, onOpenEntry }: Props) {
  const { info, changed, canAnnotate } = useCase();
  const { run, running } = useJobs();
  const [unrecorded, setUnrecorded] = useState<VerifyReport | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === strings.integrity.verifying);
  const report = unrecorded ?? last.value?.report ?? null;

  const verify = async () => {
    setError(null);
    try {
      const outcome = await run('verify.run', { record: canAnnotate }, strings.integrity.verifying);
      setUnrecorded(canAnnotate ? null : outcome);
      await changed();
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (failure.code !== 'CANCELLED') setError(failure);
    }
  };

  return (
    <div className="screen">
      <header className="screen-head">
        <div>
          <h1>{strings.integrity.title}</h1>
          <p className="quiet">
            {unrecorded
              ? strings.integrity.notRecorded
              : last.value && strings.integrity.asOf(utcTimeText(last.value.time))}
          </p>
        </div>
        {report && <VerdictBadge report={report} />}
        <Button look="primary" onPress={() => void verify()} isDisabled={job !== undefined}>
          {strings.integrity.run}
        </Button>
      </header>
      {job && (
        <div className="screen-job">
          <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />
          <Button onPress={job.cancel} isDisabled={job.cancelling}>
            {job.cancelling ? strings.progress.cancelling : strings.cancel}
          </Button>
        </div>
      )}
      {error && <ErrorPanel error={error} />}
      {last.error && <ErrorPanel error={last.error} />}
      {report === null && last.loading && <Skeleton rows={10} label={strings.integrity.loading} />}
      {report === null && !last.loading && !job && !last.error && (
        <EmptyState title={strings.integrity.never}>{strings.integrity.neverHelp}</EmptyState>
      )}
      {report && (
        <>
          <AxisTables
            axes={report.axes}
            nameOf={(subject) => {
              const source = info.sources.find(({ id }) => subject === `source ${id}`);
              return source ? `${subject} · ${source.name}` : subject;
            }}
          />
          {report.chain && <ChainCard chain={report.chain} />}
          <FindingList report={report} onOpen={onOpenEntry} />
        </>
      )}
    </div>
  );
}
