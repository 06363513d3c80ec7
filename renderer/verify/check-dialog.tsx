import { useEffect, useState } from 'react';
import type { Progress } from '../../shared/domain/progress.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import type { VerifyWish } from '../integrity/verify-choices.ts';
import { CompareDialog } from '../packs/compare-dialog.tsx';
import { useSession } from '../session/client-context.tsx';
import { strings } from '../strings.ts';
import { checkFile } from './check-file.ts';
import { CheckOptions } from './check-options.tsx';
import { ReportActions } from './report-actions.tsx';
import { ReportView } from './report-view.tsx';

interface Props {
  /** A file given to the page, or a path on the engine's machine. */
  readonly subject: File | string;
  readonly name: string;
  readonly onClose: () => void;
  /** Asks for the path of a file that the page cannot check by itself; null where it is a path already. */
  readonly onChoosePath: (() => void) | null;
  /** Opens a pack for review, read-only; it must stand somewhere that the engine can read. */
  readonly onOpenPack: (path: string) => void;
}

/** Checks what is not the open case. A pack is checked in the page itself; anything else by the engine, from its path. */
export function CheckDialog({ subject, name, onClose, onChoosePath, onOpenPack }: Props) {
  const session = useSession();
  const path = typeof subject === 'string' ? subject : session.host.pathOfDropped(subject);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [report, setReport] = useState<VerifyReport | null>(null);
  const [time, setTime] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const [started, setStarted] = useState(() => Date.now());
  const [wish, setWish] = useState<VerifyWish>({});

  useEffect(() => {
    const wanted = new AbortController();
    checkFile(session, subject, setProgress, wanted.signal, wish)
      .then((done) => {
        if (wanted.signal.aborted) return;
        setTime(new Date().toISOString());
        setReport(done);
      })
      .catch((thrown: unknown) => !wanted.signal.aborted && setError(toAppError(thrown)));
    return () => wanted.abort();
  }, [session, subject, wish]);
  const [comparing, setComparing] = useState(false);
  const again = (next: VerifyWish) => {
    setReport(null);
    setError(null);
    setProgress(null);
    setStarted(Date.now());
    setWish(next);
  };
  const options = <CheckOptions profile={report?.chain?.definition ?? null} onCheck={again} />;

  return (
    <Dialog
      title={strings.check.title(name)}
      onClose={onClose}
      size="wide"
      footer={
        // Once the check is done there is a new button, which takes the focus: the button that had it may be gone.
        <>
          {report && <ReportActions report={report} place={path ?? name} time={time} />}
          {report?.kind === 'pack' && (
            <>
              {path !== null && <Button onPress={() => onOpenPack(path)}>{strings.packs.open}</Button>}
              <Button onPress={() => setComparing(true)}>{strings.packs.compared}</Button>
            </>
          )}
          <Button key={report ? 'done' : 'running'} onPress={onClose} autoFocus={report !== null}>
            {report || error ? strings.close : strings.cancel}
          </Button>
        </>
      }
    >
      {!report && !error && (
        <ProgressBar label={strings.check.running} progress={progress} elapsedMs={Date.now() - started} />
      )}
      {error && (
        <ErrorPanel error={error}>
          {error.code === 'INVALID_INPUT' && onChoosePath && (
            <Button onPress={onChoosePath}>{strings.check.choosePath}</Button>
          )}
        </ErrorPanel>
      )}
      {report && (
        <ReportView
          report={report}
          inPage={typeof subject !== 'string'}
          onAgain={() => again({ ...wish, reuse: 'nothing' })}
          options={report.kind !== 'pack' && options}
        />
      )}
      {error !== null && wish.chain !== undefined && options}
      {comparing && <CompareDialog pack={subject} onClose={() => setComparing(false)} />}
    </Dialog>
  );
}
