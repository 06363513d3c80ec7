import { useState } from 'react';
import type { PackInfo } from '../../shared/domain/case.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { PathField } from '../files/path-field.tsx';
import { JobProgress } from '../jobs/job-progress.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { useCall } from '../session/use-call.ts';
import { useJob } from '../session/use-job.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { AnswerDialog } from './answer-dialog.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { Receipt } from './receipt.tsx';
import { ReceiptFacts } from './receipt-facts.tsx';
import { RequestDialog } from './request-dialog.tsx';

/** One pack: what was recorded about it, what its file says today, and what can be done with it. */
export function PackCard({ pack }: { readonly pack: PackInfo }) {
  const { run, running } = useJobs();
  const { openPack } = useCase();
  const words = strings.packs;
  /** Its path, or where the person says that it was moved to. */
  const [path, setPath] = useState(pack.path);
  const state = useCall('pack.state', path === '' ? null : { path });
  // This reads the whole file: what else is known about the pack does not wait for it.
  const digest = useJob('pack.digest', state.value === null ? null : { path });
  const [dialog, setDialog] = useState<'request' | 'answer' | 'compare' | null>(null);
  const [verification, setVerification] = useState<VerifyReport | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === words.verifying);
  const sha256 = digest.value?.sha256 ?? null;
  const of = { pack: { ...pack, path }, state: state.value, sha256, request: null };
  const verify = async () => {
    setError(null);
    try {
      setVerification(await run('verify.run', { path }, words.verifying));
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <section className="pack-card" aria-labelledby={`pack-${pack.number}`}>
      <h2 id={`pack-${pack.number}`}>
        <EvidenceText text={pack.name} mono />
      </h2>
      {state.value === null && state.loading && <Skeleton rows={4} label={words.reading} />}
      {state.error && (
        <>
          <ErrorPanel error={state.error} />
          <PathField
            label={words.moved}
            hint={words.movedHelp}
            path={path}
            onPath={setPath}
            purpose="open"
            filter={{ name: strings.files.packs, extensions: ['zip'] }}
          />
        </>
      )}
      {state.value && digest.error && <ErrorPanel error={digest.error} onAgain={digest.again} />}
      <ReceiptFacts of={of} named />
      {state.value && digest.loading && (
        <ProgressBar
          label={words.hashing}
          progress={digest.progress}
          elapsedMs={Date.now() - digest.started}
        />
      )}
      {state.value !== null && (
        <div className="panel-actions">
          <Button look="primary" onPress={() => void verify()} isDisabled={job !== undefined}>
            {words.verify}
          </Button>
          <Button onPress={() => setDialog('compare')}>{words.compared}</Button>
          <Button onPress={() => openPack(path)}>{words.open}</Button>
          {state.value.timestamp === null && (
            <>
              <Button onPress={() => setDialog('request')}>{words.request}</Button>
              <Button onPress={() => setDialog('answer')}>{words.answer}</Button>
            </>
          )}
        </div>
      )}
      {job && <JobProgress job={job} />}
      {error && error.code !== 'CANCELLED' && <ErrorPanel error={error} />}
      {dialog === 'request' && <RequestDialog path={path} onClose={() => setDialog(null)} />}
      {dialog === 'answer' && (
        <AnswerDialog
          path={path}
          onClose={() => setDialog(null)}
          onStamped={() => {
            state.again();
            digest.again();
          }}
        />
      )}
      {dialog === 'compare' && <CompareDialog pack={path} onClose={() => setDialog(null)} />}
      {verification && (
        <Receipt
          title={strings.receipt.title}
          of={of}
          verification={verification}
          onClose={() => setVerification(null)}
        />
      )}
    </section>
  );
}
