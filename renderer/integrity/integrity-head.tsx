import { Printer } from 'lucide-react';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { JobPanel } from '../jobs/job-progress.tsx';
import { strings } from '../strings.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import type { Verification } from './use-verification.ts';
import { VerdictBadge } from './verdict-badge.tsx';
import type { VerifyWish } from './verify-choices.ts';

interface Props {
  readonly verification: Verification;
  readonly report: VerifyReport | null;
  /** When it was made; null if there is none. */
  readonly time: string | null;
  readonly onVerify: (wish: VerifyWish) => void;
  readonly onAsk: () => void;
  readonly onPrint: () => void;
}

/** The verdict, what can be done about it, and the progress of that. */
export function IntegrityHead({ verification, report, time, onVerify, onAsk, onPrint }: Props) {
  const { unrecorded, job, error, stopped } = verification;
  const { zone } = useZone();
  const words = strings.integrity;
  return (
    <>
      <header className="screen-head">
        <div role="status">
          <div className="integrity-title">
            <h1>{words.title}</h1>
            {report && <VerdictBadge report={report} />}
          </div>
          <p className="quiet">
            {unrecorded ? words.notRecorded : time !== null && words.asOf(zonedTimeAlone(time, zone))}
          </p>
        </div>
        {report && (
          <Button onPress={onPrint}>
            <Printer size={14} aria-hidden="true" /> {words.print}
          </Button>
        )}
        <Button onPress={onAsk} isDisabled={job !== undefined}>
          {words.runWith}
        </Button>
        <Button look="primary" onPress={() => onVerify({})} isDisabled={job !== undefined}>
          {words.run}
        </Button>
      </header>
      {job && <JobPanel job={job} />}
      {error && (
        <div className="panes-message">
          <ErrorPanel error={error} />
        </div>
      )}
      {stopped && !job && (
        <div className="panes-message panel-actions" role="status">
          <StateMark tone="warn">{words.stopped}</StateMark>
          <Button onPress={() => onVerify({ ...stopped, reuse: 'unchanged' })}>{words.goOn}</Button>
        </div>
      )}
    </>
  );
}
