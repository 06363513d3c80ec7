import { useState } from 'react';
import type { TermsReport } from '../../../shared/contract/language-operations.ts';
import { termsCsv } from '../../../shared/table/terms-csv.ts';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/fields.tsx';
import { saveText } from '../../files/save-text.ts';
import { JobDialog } from '../../jobs/job-dialog.tsx';
import { useJobs } from '../../session/jobs.tsx';
import { readString, useStoredState } from '../../session/stored-state.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { strings } from '../../strings.ts';
import { visibleLine } from '../../text/visible-text.ts';
import { TermsTable } from './terms-table.tsx';

interface Props {
  /** What the terms are searched for in. */
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onClose: () => void;
}

/** Counts what each query in a list finds; each leads to its entries. */
export function TermsDialog({ query, onQuery, onClose }: Props) {
  const { run, running } = useJobs();
  const words = strings.terms;
  const [text, setText] = useStoredState('review.terms', '', readString);
  const [report, setReport] = useState<TermsReport | null>(null);
  const { error, attempt } = useAttempt();
  const terms = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const count = () =>
    attempt(async () => setReport(await run('query.terms', { query, terms }, words.running)));
  return (
    <JobDialog
      title={words.title}
      size="wide"
      onClose={onClose}
      job={running.find(({ label }) => label === words.running)}
      error={error}
      actions={
        report ? (
          <>
            <Button onPress={() => setReport(null)}>{words.again}</Button>
            <Button onPress={() => saveText('search-terms.csv', termsCsv(report), 'text/csv')}>
              {words.save}
            </Button>
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
      {!report && (
        <>
          <p className="quiet">{words.help}</p>
          <p className="quiet">{words.within(visibleLine(query))}</p>
          <TextField label={words.terms} value={text} onChange={setText} lines={8} mono />
        </>
      )}
      {report && <TermsTable report={report} onQuery={onQuery} />}
    </JobDialog>
  );
}
