import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { CancelJob } from '../jobs/cancel-job.tsx';
import { JobProgress } from '../jobs/job-progress.tsx';
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
          <CancelJob job={job} words={{ cancel: words.stop, cancelling: words.stopping }} />
          <Button look="primary" autoFocus onPress={onHide}>
            {words.hide}
          </Button>
        </>
      }
    >
      <JobProgress job={job} />
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
