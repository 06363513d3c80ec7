import { JobProgress } from '../jobs/job-progress.tsx';
import type { RunningJob } from '../session/jobs.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly job: RunningJob;
  /** 1-based: groups of files that are read differently are imported one after another. */
  readonly part: number;
  readonly of: number;
}

export function ImportProgress({ job, part, of }: Props) {
  const words = strings.importing;
  return (
    <>
      <JobProgress job={job} />
      {of > 1 && <p>{words.part(part, of)}</p>}
      <p className="quiet">{of > 1 ? words.whilePart : words.whileRunning}</p>
    </>
  );
}
