import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import type { RunningJob } from '../session/jobs.tsx';
import { strings } from '../strings.ts';

/** How far the sealing is. It cannot be hidden: it is cancelled, or it ends. */
export function SealingProgress({ job }: { readonly job: RunningJob }) {
  return (
    <Dialog
      title={strings.seal.title}
      onClose={job.cancel}
      dismissable={false}
      size="wide"
      footer={
        <Button onPress={job.cancel} isDisabled={job.cancelling} autoFocus>
          {job.cancelling ? strings.progress.cancelling : strings.cancel}
        </Button>
      }
    >
      <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />
      <p className="quiet">{strings.seal.runningHelp}</p>
    </Dialog>
  );
}
