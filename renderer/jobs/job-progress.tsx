import { ProgressBar } from '../design/progress-bar.tsx';
import type { RunningJob } from '../session/jobs.tsx';
import { CancelJob } from './cancel-job.tsx';

/** How far a job is. */
export function JobProgress({ job }: { readonly job: RunningJob }) {
  return <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />;
}

/** The progress of a job, and a button that cancels it. */
export function JobPanel({ job }: { readonly job: RunningJob }) {
  return (
    <div className="screen-job panes-message">
      <JobProgress job={job} />
      <CancelJob job={job} />
    </div>
  );
}
