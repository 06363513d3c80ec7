import type { ReportWish } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { StoppedOrFailed } from '../design/stopped.tsx';
import { JobPanel } from '../jobs/job-progress.tsx';
import { strings } from '../strings.ts';
import type { Reports } from './use-reports.ts';

interface Props {
  /** Null while what it is about is not chosen. */
  readonly wish: ReportWish | null;
  readonly reports: Reports;
  readonly onMake: (wish: ReportWish) => void;
  readonly onScope: () => void;
}

/** How far a report is that is being made; why there is none, and the way to it. */
export function Making({ wish, reports, onMake, onScope }: Props) {
  const words = strings.reports;
  if (reports.job) return <JobPanel job={reports.job} />;
  const error = reports.errorOf(wish);
  return (
    <>
      {error && <StoppedOrFailed error={error} stopped={words.stopped} />}
      <EmptyState
        title={words.notMade}
        actions={
          wish === null ? (
            <Button look="primary" onPress={onScope}>
              {words.steps.scope}
            </Button>
          ) : (
            <Button look="primary" onPress={() => onMake(wish)}>
              {words.make}
            </Button>
          )
        }
      >
        {words.notMadeHelp}
      </EmptyState>
    </>
  );
}
