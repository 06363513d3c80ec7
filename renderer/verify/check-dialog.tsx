import { useEffect, useState } from 'react';
import type { Progress } from '../../shared/contract/operation.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { type AppError, cancelled, toAppError } from '../../shared/errors.ts';
import { checkPack } from '../../shared/pack/check.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { strings } from '../strings.ts';
import { browserEffects } from './browser-effects.ts';
import { fileReader } from './file-reader.ts';
import { ReportView } from './report-view.tsx';

interface Props {
  readonly file: File;
  readonly onClose: () => void;
}

/** Checks a pack in the page itself: no byte of it leaves, and no engine is trusted with it. */
export function CheckDialog({ file, onClose }: Props) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [report, setReport] = useState<VerifyReport | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [started] = useState(() => Date.now());

  useEffect(() => {
    const wanted = new AbortController();
    const checkCancelled = () => {
      if (wanted.signal.aborted) throw cancelled('nothing was changed');
    };
    checkPack(fileReader(file), browserEffects, {}, setProgress, checkCancelled)
      .then((done) => !wanted.signal.aborted && setReport(done))
      .catch((thrown: unknown) => !wanted.signal.aborted && setError(toAppError(thrown)));
    return () => wanted.abort();
  }, [file]);

  return (
    <Dialog
      title={strings.check.title(file.name)}
      onClose={onClose}
      wide
      footer={<Button onPress={onClose}>{report || error ? strings.close : strings.cancel}</Button>}
    >
      {!report && !error && (
        <ProgressBar label={strings.check.running} progress={progress} elapsedMs={Date.now() - started} />
      )}
      {error && <ErrorPanel error={error} />}
      {report && <ReportView report={report} />}
    </Dialog>
  );
}
