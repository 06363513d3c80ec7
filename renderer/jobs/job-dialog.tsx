import type { ComponentProps, ReactNode } from 'react';
import type { AppError } from '../../shared/errors.ts';
import { Dialog } from '../design/dialog.tsx';
import { StoppedOrFailed } from '../design/stopped.tsx';
import type { RunningJob } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { CancelJob } from './cancel-job.tsx';
import { JobProgress } from './job-progress.tsx';

interface Props extends Pick<ComponentProps<typeof Dialog>, 'title' | 'onClose' | 'size' | 'onEnter'> {
  readonly job: RunningJob | undefined;
  readonly error: AppError | null;
  /** Buttons while nothing is running. */
  readonly actions: ReactNode;
  /** Content while nothing is running. */
  readonly children: ReactNode;
}

/**
 * Asks for what a job needs, and says what it did. While it runs, only its progress is shown, and cancelling is the
 * only way out.
 */
export function JobDialog({ job, error, actions, children, ...dialog }: Props) {
  return (
    <Dialog {...dialog} dismissable={job === undefined} footer={job ? <CancelJob job={job} /> : actions}>
      {job ? <JobProgress job={job} /> : children}
      {error && <StoppedOrFailed error={error} stopped={strings.progress.cancelled} />}
    </Dialog>
  );
}
