import { reportFormats } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { StoppedOrFailed } from '../design/stopped.tsx';
import { useDropped } from '../files/dropped.ts';
import { PathField } from '../files/path-field.tsx';
import { JobPanel } from '../jobs/job-progress.tsx';
import { strings } from '../strings.ts';
import { CheckOutcome } from './check-outcome.tsx';
import type { Checking } from './use-check.ts';

interface Props {
  readonly checking: Checking;
  readonly onQuery: (query: string) => void;
}

/** Holds a report in a file against the case: what in it is still what the case gives, and what is not. */
export function CheckReport({ checking, onQuery }: Props) {
  const { path, choose, start, drop, job, check, error } = checking;
  const words = strings.reports.check;
  useDropped(words.dropHere, drop);
  const isReady = path.trim() !== '' && job === undefined;
  return (
    <div className="report-page report-check">
      <h2 className="report-heading">{words.heading}</h2>
      <p className="quiet report-words">{words.help}</p>
      <form
        className="report-check-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && event.target === event.currentTarget) void start(path);
        }}
      >
        <PathField
          label={words.file}
          path={path}
          onPath={choose}
          purpose="open"
          filter={{ name: words.files, extensions: reportFormats }}
          hint={words.drop}
        />
        <Button look="primary" type="submit" isDisabled={!isReady}>
          {words.start}
        </Button>
      </form>
      {job && <JobPanel job={job} />}
      {error && <StoppedOrFailed error={error} stopped={words.stopped} />}
      {check && <CheckOutcome check={check} onQuery={onQuery} />}
    </div>
  );
}
