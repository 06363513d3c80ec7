import type { AppError } from '../../shared/errors.ts';
import { sentence } from '../text/sentence.ts';
import { ErrorPanel } from './error-panel.tsx';
import { StateMark } from './state-mark.tsx';

interface Props {
  readonly error: AppError;
  /** Says that what was running has been stopped. */
  readonly stopped: string;
}

/** Why long work ended early. A stop that was asked for is not a fault: it is reported without a warning. */
export function StoppedOrFailed({ error, stopped }: Props) {
  if (error.code !== 'CANCELLED') return <ErrorPanel error={error} />;
  return (
    <p role="status">
      <StateMark tone="none">
        {sentence(stopped)} {error.safe && sentence(error.safe)}
      </StateMark>
    </p>
  );
}
