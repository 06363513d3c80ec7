import { useState } from 'react';
import type { TimestampResult } from '../../shared/contract/pack-operations.ts';
import { Button } from '../design/button.tsx';
import { FieldLine, FieldList } from '../design/field-list.tsx';
import { PathField } from '../files/path-field.tsx';
import { JobDialog } from '../jobs/job-dialog.tsx';
import { useJobs } from '../session/jobs.tsx';
import { useAttempt } from '../session/use-attempt.ts';
import { strings } from '../strings.ts';
import { utcTimeText } from '../text/numbers.ts';

interface Props {
  /** Of the pack. */
  readonly path: string;
  readonly onClose: () => void;
  readonly onStamped: () => void;
}

/** Adds a timestamp authority's answer to a pack. */
export function AnswerDialog({ path, onClose, onStamped }: Props) {
  const { run, running } = useJobs();
  const words = strings.packs;
  const [response, setResponse] = useState('');
  const [chain, setChain] = useState('');
  const [result, setResult] = useState<TimestampResult | null>(null);
  const { error, attempt } = useAttempt();
  const putIn = () =>
    attempt(async () => {
      const input = { path, response, ...(chain.trim() === '' ? {} : { chain }) };
      setResult(await run('pack.timestamp', input, words.puttingIn));
      onStamped();
    });
  return (
    <JobDialog
      title={words.answerTitle}
      onClose={onClose}
      onEnter={result === null && response.trim() !== '' ? () => void putIn() : null}
      job={running.find(({ label }) => label === words.puttingIn)}
      error={error}
      actions={
        result ? (
          <Button look="primary" onPress={onClose} autoFocus>
            {strings.close}
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
            <FieldLine name={strings.receipt.fileSha256} copy={result.sha256}>
              <span className="mono break-anywhere">{result.sha256}</span>
            </FieldLine>
          </FieldList>
          <div>
            <h2>{strings.receipt.commands}</h2>
            <pre className="evidence-block">{result.command}</pre>
          </div>
        </>
      ) : (
        <>
          <p>{words.answerHelp}</p>
          <PathField label={words.answerFile} path={response} onPath={setResponse} purpose="open" />
          <PathField label={words.answerChain} path={chain} onPath={setChain} purpose="open" />
        </>
      )}
    </JobDialog>
  );
}
