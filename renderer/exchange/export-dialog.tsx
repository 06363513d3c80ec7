import { useState } from 'react';
import type { AnnotationExport } from '../../shared/annotation/exchange.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { PathField } from '../files/path-field.tsx';
import { folderOf, inFolder } from '../files/paths.ts';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';

/** Writes all annotations into a file for another copy of the case. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { info, changed } = useCase();
  const { run, running } = useJobs();
  const words = strings.exchange.exporting;
  const folder = folderOf(info.path);
  const [out, setOut] = useState(folder === null ? words.fileName : inFolder(folder, words.fileName));
  const [done, setDone] = useState<AnnotationExport | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === words.running);
  const start = async () => {
    setError(null);
    try {
      setDone(await run('annotation.export', { out: out.trim() }, words.running));
      await changed();
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
            <Button look="primary" onPress={() => void start()} isDisabled={out.trim() === ''}>
              {words.start}
            </Button>
          </>
        )
      }
    >
      {job && <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />}
      {done && (
        <>
          <StateMark tone="good">{words.done(done.events, done.entries)}</StateMark>
          <EvidenceText text={done.out} mono />
          <p className="quiet">{words.sha256}</p>
          <EvidenceText text={done.sha256} mono />
        </>
      )}
      {!job && !done && (
        <>
          <p className="quiet">{words.help}</p>
          <PathField label={words.file} path={out} onPath={setOut} purpose="save" />
        </>
      )}
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
