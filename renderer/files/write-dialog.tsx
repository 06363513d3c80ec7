import { type ReactNode, useState } from 'react';
import { Button } from '../design/button.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { JobDialog } from '../jobs/job-dialog.tsx';
import { useJobs } from '../session/jobs.tsx';
import { useAttempt } from '../session/use-attempt.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { PathField } from './path-field.tsx';

interface Props<R> {
  readonly words: {
    readonly title: string;
    readonly file: string;
    readonly start: string;
    /** The name of the job while it runs. */
    readonly running: string;
    readonly done: (result: R) => string;
  };
  readonly path: string;
  readonly onPath: (path: string) => void;
  /** Runs the job with the path to write to. */
  readonly write: (path: string) => Promise<R>;
  readonly onClose: () => void;
  /** What to ask before the file. */
  readonly children: ReactNode;
  /** What to say about the written file, after its path. */
  readonly result?: (result: R) => ReactNode;
}

/** Asks for a path, writes a file with progress and a way to cancel, and says what was written and where. */
export function WriteDialog<R extends { readonly out: string }>(props: Props<R>) {
  const { words, path, onPath, write, onClose, children, result } = props;
  const { running } = useJobs();
  const { error, attempt } = useAttempt();
  const [done, setDone] = useState<R | null>(null);
  const start = () => attempt(async () => setDone(await write(path.trim())));
  return (
    <JobDialog
      title={words.title}
      onClose={onClose}
      onEnter={done === null && path.trim() !== '' ? () => void start() : null}
      job={running.find(({ label }) => label === words.running)}
      error={error}
      actions={
        done ? (
          <Button look="primary" onPress={onClose} autoFocus>
            {strings.close}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{strings.cancel}</Button>
            <Button look="primary" onPress={() => void start()} isDisabled={path.trim() === ''}>
              {words.start}
            </Button>
          </>
        )
      }
    >
      {done ? (
        <>
          <StateMark tone="good">{words.done(done)}</StateMark>
          <EvidenceText text={done.out} mono />
          {result?.(done)}
        </>
      ) : (
        <>
          {children}
          <PathField label={words.file} path={path} onPath={onPath} purpose="save" />
        </>
      )}
    </JobDialog>
  );
}
