import { Button } from '../design/button.tsx';
import type { RunningJob } from '../session/jobs.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly job: RunningJob;
  readonly words?: { readonly cancel: string; readonly cancelling: string };
  readonly look?: 'link';
  readonly autoFocus?: boolean;
}

/** Cancels a job. After the first press, it says so until the job has ended. */
export function CancelJob({ job, words = plain, ...rest }: Props) {
  return (
    <Button onPress={job.cancel} isDisabled={job.cancelling} {...rest}>
      {job.cancelling ? words.cancelling : words.cancel}
    </Button>
  );
}

const plain = { cancel: strings.cancel, cancelling: strings.progress.cancelling };
