import { Dialog } from '../design/dialog.tsx';
import { CancelJob } from '../jobs/cancel-job.tsx';
import { JobProgress } from '../jobs/job-progress.tsx';
import type { RunningJob } from '../session/jobs.tsx';
import { strings } from '../strings.ts';

/** The progress of sealing. It cannot be hidden: it ends, or is cancelled. */
export function SealingProgress({ job }: { readonly job: RunningJob }) {
  return (
    <Dialog
      title={strings.seal.title}
      onClose={job.cancel}
      dismissable={false}
      size="wide"
      footer={<CancelJob job={job} autoFocus />}
    >
      <JobProgress job={job} />
      <p className="quiet">{strings.seal.runningHelp}</p>
    </Dialog>
  );
}
