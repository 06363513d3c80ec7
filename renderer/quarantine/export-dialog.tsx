import { useState } from 'react';
import type { QuarantineExport } from '../../shared/domain/import.ts';
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

interface Props {
  /** Only this one's; null for all. */
  readonly source: number | null;
  readonly onClose: () => void;
}

/** Writes the quarantined bytes into a file. */
export function ExportDialog({ source, onClose }: Props) {
  const { info } = useCase();
  const { run, running } = useJobs();
  const words = strings.quarantine;
  const folder = folderOf(info.path);
  const [out, setOut] = useState(folder === null ? words.exportFile : inFolder(folder, words.exportFile));
  const [done, setDone] = useState<QuarantineExport | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === words.exporting);
  const start = async () => {
    setError(null);
    try {
      const input = { out: out.trim(), ...(source === null ? {} : { source }) };
      setDone(await run('quarantine.export', input, words.exporting));
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <Dialog
      title={words.exportTitle}
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
              {words.exportStart}
            </Button>
          </>
        )
      }
    >
      {job && <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />}
      {done && (
        <>
          <StateMark tone="good">{words.exported(done.spans, done.bytes)}</StateMark>
          <EvidenceText text={done.out} mono />
        </>
      )}
      {!job && !done && (
        <>
          <p className="quiet">{words.exportHelp}</p>
          <PathField label={words.exportOut} path={out} onPath={setOut} purpose="save" />
        </>
      )}
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
