import { type ReactNode, useState } from 'react';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { PathField } from './path-field.tsx';

interface Props<R> {
  readonly words: {
    readonly title: string;
    readonly file: string;
    readonly start: string;
    /** What the job is called while it runs. */
    readonly running: string;
    readonly done: (result: R) => string;
  };
  readonly path: string;
  readonly onPath: (path: string) => void;
  /** Runs the job; it is given the path as it is to be written to. */
  readonly write: (path: string) => Promise<R>;
  readonly onClose: () => void;
  /** What is asked before the file. */
  readonly children: ReactNode;
}

/** Asks where to, writes a file with progress and cancel, and says what was written and where. */
export function WriteDialog<R extends { readonly out: string }>(props: Props<R>) {
  const { words, path, onPath, write, onClose, children } = props;
  const { running } = useJobs();
  const [done, setDone] = useState<R | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === words.running);
  const start = async () => {
    setError(null);
    try {
      setDone(await write(path.trim()));
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      dismissable={job === undefined}
      footer={
        job ? (
          <Button onPress={job.cancel} isDisabled={job.cancelling}>
            {job.cancelling ? strings.progress.cancelling : strings.cancel}
          </Button>
        ) : done ? (
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
      {job && <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />}
      {done && (
        <>
          <StateMark tone="good">{words.done(done)}</StateMark>
          <EvidenceText text={done.out} mono />
        </>
      )}
      {!job && !done && (
        <>
          {children}
          <PathField label={words.file} path={path} onPath={onPath} purpose="save" />
        </>
      )}
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
