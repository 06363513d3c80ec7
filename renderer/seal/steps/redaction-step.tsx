import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Checkbox, TextField } from '../../design/fields.tsx';
import { ProgressBar } from '../../design/progress-bar.tsx';
import { MarkShape } from '../../design/state-mark.tsx';
import { strings } from '../../strings.ts';
import { fieldOf } from '../issues.ts';
import { RedactedList } from '../redacted-list.tsx';
import { Step, type StepProps } from './step.tsx';

/** What stays back, why, and how that will look. */
export function RedactionStep(props: StepProps) {
  const { draft, change, plan, issues } = props;
  const { withhold, mask } = draft;
  const words = strings.seal.redaction;
  return (
    <Step name="redaction" heading={words.heading} help={words.help}>
      <Privileged {...props} />
      <div className="step-columns">
        <div className="step-form">
          <Checkbox checked={withhold.on} onChange={(on) => change({ withhold: { ...withhold, on } })}>
            {words.withhold}
          </Checkbox>
          {withhold.on && (
            <div className="step-part">
              <TextField
                label={words.withholdQuery}
                value={withhold.query}
                onChange={(query) => change({ withhold: { ...withhold, query } })}
                error={issues['withhold.query']}
                mono
              />
              <TextField
                label={words.reason}
                value={withhold.reason}
                onChange={(reason) => change({ withhold: { ...withhold, reason } })}
                error={issues['withhold.reason']}
                maxLength={2000}
              />
            </div>
          )}
          <Checkbox checked={mask.on} onChange={(on) => change({ mask: { ...mask, on } })}>
            {words.mask}
          </Checkbox>
          {mask.on && (
            <div className="step-part">
              <TextField
                label={words.fields}
                value={mask.fields}
                onChange={(fields) => change({ mask: { ...mask, fields } })}
                hint={words.fieldsHint}
                error={issues['mask.fields']}
                mono
              />
              <TextField
                label={words.maskQuery}
                value={mask.query}
                onChange={(query) => change({ mask: { ...mask, query } })}
                error={issues['mask.query']}
                mono
              />
              <TextField
                label={words.reason}
                value={mask.reason}
                onChange={(reason) => change({ mask: { ...mask, reason } })}
                error={issues['mask.reason']}
                maxLength={2000}
              />
            </div>
          )}
        </div>
        <section className="step-facts" aria-label={words.first}>
          <Outcome plan={plan} />
        </section>
      </div>
    </Step>
  );
}

/** What a person has coded as privileged does not go out without a word. */
function Privileged({ draft, change, plan, issues }: StepProps) {
  const words = strings.seal.redaction;
  const count = plan.scope.value?.privileged ?? 0;
  if (count === 0) return null;
  const { withhold } = draft;
  const proposed = {
    on: true,
    query: words.privilegedQuery,
    reason: withhold.reason === '' ? words.privilegedReason : withhold.reason,
  };
  return (
    <div className="step-notice">
      <MarkShape tone="warn" />
      <div>
        <p>{words.privileged(count)}</p>
        <div className="panel-actions">
          <Button
            onPress={() => change({ withhold: proposed, disclosing: false })}
            isDisabled={withhold.on && withhold.query === words.privilegedQuery}
          >
            {words.withholdPrivileged}
          </Button>
          <Checkbox checked={draft.disclosing} onChange={(disclosing) => change({ disclosing })}>
            {words.disclose}
          </Checkbox>
        </div>
        {issues['privileged'] && (
          <p className="field-error" role="alert">
            {issues['privileged']}
          </p>
        )}
      </div>
    </div>
  );
}

function Outcome({ plan: { redaction } }: Pick<StepProps, 'plan'>) {
  const words = strings.seal.redaction;
  const { value, error, loading, progress, started } = redaction;
  if (loading && value === null && error === null)
    return <ProgressBar label={words.working} progress={progress} elapsedMs={Date.now() - started} />;
  // What is wrong with a field stands beside it.
  if (error) return fieldOf(error) === null ? <ErrorPanel error={error} /> : null;
  if (value === null) return null;
  return (
    <div className="step-form" aria-busy={loading}>
      <p role="status">{words.outcome(value.withheld, value.masked)}</p>
      {value.privilegedShown > 0 && <p>{words.shown(value.privilegedShown)}</p>}
      {value.first.length > 0 && <RedactedList entries={value.first} />}
    </div>
  );
}
