import { MarkShape } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { type Issues, type StepName, stepNames } from './draft/issues.ts';
import '../design/steps.css';

interface Props {
  readonly current: StepName;
  /** Steps that have been visited. */
  readonly seen: ReadonlySet<StepName>;
  readonly issues: Readonly<Record<StepName, Issues>>;
  /** The choices at each step, in a few words. */
  readonly summaries: Readonly<Record<StepName, string>>;
  readonly onGo: (step: StepName) => void;
}

/** The steps, the choices made at each, and what is still missing. Any step can be visited. */
export function StepList({ current, seen, issues, summaries, onGo }: Props) {
  const words = strings.seal;
  const at = stepNames.indexOf(current);
  return (
    <nav className="steps" aria-label={words.steps.label}>
      <ol>
        {stepNames.map((name, n) => {
          const missing = n < at && Object.keys(issues[name]).length > 0;
          const skipped = n < at && !missing && !seen.has(name);
          return (
            <li key={name}>
              <button
                type="button"
                className="steps-item"
                aria-current={name === current ? 'step' : undefined}
                onClick={() => onGo(name)}
              >
                <span className="steps-number" aria-hidden="true">
                  {n < at && !skipped ? <MarkShape tone={missing ? 'warn' : 'good'} /> : n + 1}
                </span>
                <span className="steps-words">
                  {words.steps[name]}
                  <span className="steps-summary">
                    {missing ? words.missing : skipped ? words.skipped(summaries[name]) : summaries[name]}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
