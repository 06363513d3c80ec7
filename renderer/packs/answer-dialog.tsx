import { useState } from 'react';
import type { TimestampResult } from '../../shared/contract/pack-operations.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { PathField } from '../files/path-field.tsx';
import { FieldLine, FieldList } from '../review/detail/field-list.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { utcTimeText } from '../text/numbers.ts';

interface Props {
  /** Of the pack. */
  readonly path: string;
  readonly onClose: () => void;
  readonly onStamped: () => void;
}

/** Puts what a timestamp authority answered into a pack. */
export function AnswerDialog({ path, onClose, onStamped }: Props) {
  const { run, running } = useJobs();
  const words = strings.packs;
  const [response, setResponse] = useState('');
  const [chain, setChain] = useState('');
  const [result, setResult] = useState<TimestampResult | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === words.puttingIn);
  const putIn = async () => {
    setError(null);
    try {
      const input = { path, response, ...(chain.trim() === '' ? {} : { chain }) };
      setResult(await run('pack.timestamp', input, words.puttingIn));
      onStamped();
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <Dialog
      title={strings.receipt.timestamp}
      onClose={onClose}
      dismissable={job === undefined}
      footer={
        result ? (
          <Button look="primary" onPress={onClose} autoFocus>
            {strings.close}
          </Button>
        ) : job ? (
          <Button onPress={job.cancel} isDisabled={job.cancelling}>
            {job.cancelling ? strings.progress.cancelling : strings.cancel}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{strings.cancel}</Button>
            <Button look="primary" onPress={() => void putIn()} isDisabled={response.trim() === ''}>
              {words.putIn}
            </Button>
          </>
        )
      }
    >
      {result ? (
        <>
          <p role="status">{words.stamped(utcTimeText(result.time), result.authority)}</p>
          <FieldList>
            <FieldLine name="SHA-256" copy={result.sha256}>
              <span className="mono break-anywhere">{result.sha256}</span>
            </FieldLine>
          </FieldList>
          <pre className="evidence-block">{result.command}</pre>
        </>
      ) : job ? (
        <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />
      ) : (
        <>
          <p>{words.answerHelp}</p>
          <PathField label={words.answerFile} path={response} onPath={setResponse} purpose="open" />
          <PathField label={words.answerChain} path={chain} onPath={setChain} purpose="open" />
        </>
      )}
      {error && error.code !== 'CANCELLED' && <ErrorPanel error={error} />}
    </Dialog>
  );
}
