import { shareOf } from '../design/progress-bar.tsx';
import { useSlowQuestion } from '../session/client-context.tsx';
import { strings } from '../strings.ts';
import './question-bar.css';

/** A thin line with the progress of a slow question, which the status line describes in words. */
export function QuestionBar() {
  const { progress } = useSlowQuestion();
  const share = shareOf(progress);
  if (progress === null || share === null) return null;
  return (
    <div
      className="question-bar"
      role="progressbar"
      aria-label={strings.question.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
    >
      <div className="question-bar-fill" style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
