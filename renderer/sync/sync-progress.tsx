import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import type { RunningJob } from '../session/jobs.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly job: RunningJob;
  readonly onHide: () => void;
}

/** How far an acquisition is, by page, and against what the API reports; it goes on without this dialog. */
export function SyncProgress({ job, onHide }: Props) {
  const words = strings.sync;
  const { progress } = job;
  const counting = progress !== null && progress.unit === 'entries';
  return (
    <Dialog
      title={words.title}
      onClose={onHide}
      footer={
        <>
          <Button onPress={job.cancel} isDisabled={job.cancelling}>
            {job.cancelling ? words.stopping : words.stop}
          </Button>
          <Button look="primary" autoFocus onPress={onHide}>
            {words.hide}
          </Button>
        </>
      }
    >
      <ProgressBar label={job.label} progress={progress} elapsedMs={Date.now() - job.started} />
      {counting && (
        <p role="status">
          {progress.reported === undefined
            ? words.fetched(progress.done)
            : words.reported(progress.done, progress.reported)}
        </p>
      )}
      <p className="quiet">{job.label === words.following ? words.whileFollowing : words.whileRunning}</p>
    </Dialog>
  );
}
