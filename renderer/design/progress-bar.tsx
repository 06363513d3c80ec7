import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components';
import type { Progress } from '../../shared/domain/progress.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';

interface Props {
  readonly label: string;
  readonly progress: Progress | null;
  /** Milliseconds since it began, for the time left. */
  readonly elapsedMs: number;
}

/** A determinate bar with its numbers; indeterminate only where the total cannot be known. */
export function ProgressBar({ label, progress, elapsedMs }: Props) {
  const share = shareOf(progress);
  const amount = progress ? strings.progress.amount(progress) : strings.progress.starting;
  return (
    <AriaProgressBar
      className="progress"
      value={(share ?? 0) * 100}
      isIndeterminate={share === null}
      valueLabel={amount}
    >
      {() => (
        <>
          <div className="progress-words">
            <Label>{label}</Label>
            <span className="quiet">{strings.progress.left(progress, elapsedMs)}</span>
          </div>
          <div className="progress-track" {...(share === null ? { 'data-indeterminate': true } : {})}>
            <div
              className="progress-fill"
              style={share === null ? undefined : { transform: `scaleX(${share})` }}
            />
          </div>
          <div className="progress-words mono quiet">
            {progress && <EvidenceLine text={progress.phase} mono />}
            <span className="progress-amount">{amount}</span>
          </div>
        </>
      )}
    </AriaProgressBar>
  );
}

/** 0 to 1, or null where it cannot be known. */
export function shareOf(progress: Progress | null): number | null {
  if (progress?.part !== undefined) return Math.min(1, progress.part);
  if (!progress?.total) return null;
  return Math.min(1, progress.done / progress.total);
}
