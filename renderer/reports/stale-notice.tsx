import { Button } from '../design/button.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import type { ChangesSince } from './use-changes-since.ts';

interface Props {
  readonly changes: ChangesSince;
  readonly onAgain: () => void;
  /** What follows from it, where something does. */
  readonly also?: string;
}

/** Says that a report is of an earlier state of the case, and makes it again. */
export function StaleNotice({ changes: { events, actions }, onAgain, also }: Props) {
  const words = strings.reports;
  return (
    <div className="report-stale" role="status">
      <StateMark tone="warn">
        {words.stale(events, actions)} {also}
      </StateMark>
      <Button onPress={onAgain}>{words.makeAgain}</Button>
    </div>
  );
}
