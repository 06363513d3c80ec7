import { useState } from 'react';
import type { TermsReport } from '../../../shared/contract/language-operations.ts';
import { type AppError, toAppError } from '../../../shared/errors.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/fields.tsx';
import { ProgressBar } from '../../design/progress-bar.tsx';
import { useJobs } from '../../session/jobs.tsx';
import { readString, useStoredState } from '../../session/stored-state.ts';
import { strings } from '../../strings.ts';
import { visibleLine } from '../../text/visible-text.ts';
import { TermsTable } from './terms-table.tsx';

interface Props {
  /** What the terms are looked for in. */
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onClose: () => void;
}

/** Counts what each of a list of queries finds; each leads to its entries. */
export function TermsDialog({ query, onQuery, onClose }: Props) {
  const { run, running } = useJobs();
  const words = strings.terms;
  const [text, setText] = useStoredState('review.terms', '', readString);
  const [report, setReport] = useState<TermsReport | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === words.running);
  const terms = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const count = async () => {
    setError(null);
    try {
      setReport(await run('query.terms', { query, terms }, words.running));
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <Dialog
      title={words.title}
      size="wide"
      onClose={onClose}
      dismissable={job === undefined}
      footer={
        job ? (
          <Button onPress={job.cancel} isDisabled={job.cancelling}>
            {job.cancelling ? strings.progress.cancelling : strings.cancel}
          </Button>
        ) : report ? (
          <>
            <Button onPress={() => setReport(null)}>{words.again}</Button>
            <Button look="primary" onPress={onClose}>
              {strings.close}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={onClose}>{strings.cancel}</Button>
            <Button look="primary" onPress={() => void count()} isDisabled={terms.length === 0}>
              {words.run}
            </Button>
          </>
        )
      }
    >
      {job && <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />}
      {!job && !report && (
        <>
          <p className="quiet">{words.help}</p>
          <p className="quiet">{words.within(visibleLine(query))}</p>
          <TextField label={words.terms} value={text} onChange={setText} lines={8} mono />
        </>
      )}
      {!job && report && <TermsTable report={report} onQuery={onQuery} />}
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
