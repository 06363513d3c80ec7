import { Button } from '../design/button.tsx';
import { shareOf } from '../design/progress-bar.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { CancelJob } from '../jobs/cancel-job.tsx';
import { useMarks } from '../review/coding/marks-context.tsx';
import { countSelected } from '../review/selection.ts';
import type { Review } from '../review/use-review.ts';
import { useCase } from '../session/case-context.tsx';
import { useSlowQuestion } from '../session/client-context.tsx';
import { type RunningJob, useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { countText } from '../text/numbers.ts';

interface Props {
  readonly review: Review;
  /** Whether the screen lists the matches; otherwise the number of entries is shown. */
  readonly listed: boolean;
}

/** How much matches, what is selected, what is running, and what has been saved. */
export function StatusLine({ review, listed }: Props) {
  const { info } = useCase();
  const { running } = useJobs();
  const { writer, waiting } = useMarks();
  const { pages, settled, place } = review;
  const counts = pages?.counts;
  const selected = countSelected(place.selection, counts?.matched ?? 0);
  return (
    <footer className="status-line">
      <span role="status">
        {!listed ? (
          strings.frame.holds(info.counts.entries, info.pack !== null)
        ) : counts ? (
          <>
            <strong>{countText(counts.matched)}</strong> {strings.frame.matched(countText(counts.total))}
          </>
        ) : pages?.error ? (
          strings.review.unanswered
        ) : (
          strings.review.searching
        )}
      </span>
      {listed && counts && counts.matched > 0 && <span>{strings.frame.selected(selected)}</span>}
      {listed && counts && counts.elapsedMs !== null && settled && (
        <span>{strings.frame.elapsed(counts.elapsedMs)}</span>
      )}
      <span className="top-space" />
      <QuestionState />
      {running.map((job) => (
        <JobState key={job.id} job={job} />
      ))}
      {waiting > 0 && (
        <span className="status-job">
          <StateMark tone="bad">{strings.coding.notSaved(waiting)}</StateMark>
          <Button look="link" onPress={() => writer.again()}>
            {strings.coding.tryAgain}
          </Button>
        </span>
      )}
      <span>
        {running.length > 0 || waiting > 0
          ? null
          : info.closed
            ? strings.frame.savedClosed
            : strings.frame.saved[info.mode]}
      </span>
    </footer>
  );
}

/** The question that is taking long, if there is one. */
function QuestionState() {
  const { progress, stop } = useSlowQuestion();
  const share = shareOf(progress);
  const { phases, other } = strings.question;
  return (
    <span className="status-job">
      <span role="status">{progress && (phases[progress.phase] ?? other)}</span>
      {share !== null && <span aria-hidden="true">· {Math.floor(share * 100)} %</span>}
      {progress && (
        <Button look="link" onPress={stop}>
          {strings.question.stop}
        </Button>
      )}
    </span>
  );
}

function JobState({ job }: { readonly job: RunningJob }) {
  const share = shareOf(job.progress);
  return (
    <span className="status-job">
      {job.label}
      {share !== null && <span> · {Math.floor(share * 100)} %</span>}
      <span className="quiet">{strings.progress.left(job.progress, Date.now() - job.started)}</span>
      <CancelJob job={job} look="link" />
    </span>
  );
}
