import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Checkbox } from '../../design/fields.tsx';
import { ProgressBar } from '../../design/progress-bar.tsx';
import { MarkShape } from '../../design/state-mark.tsx';
import { strings } from '../../strings.ts';
import { fieldOf } from '../draft/issues.ts';
import { newRule, type RuleDraft } from '../draft/rule-draft.ts';
import { AnnotationChoice } from './annotation-choice.tsx';
import { RedactedList } from './redacted-list.tsx';
import { RuleFields } from './rule-fields.tsx';
import { Step, type StepProps } from './step.tsx';

/** What is withheld or masked, by which rules and why, and what that will look like. */
export function RedactionStep(props: StepProps) {
  const { draft, change, plan, issues } = props;
  const { rules } = draft;
  const words = strings.seal.redaction;
  const write = (id: number, part: Partial<RuleDraft>) =>
    change({ rules: rules.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)) });
  const effects = plan.redaction.error === null ? plan.redaction.value?.rules : undefined;
  return (
    <Step name="redaction" heading={words.heading} help={words.help}>
      <Privileged {...props} />
      <div className="step-columns">
        <div className="step-form">
          {rules.map((rule, place) => (
            <RuleFields
              key={rule.id}
              rule={rule}
              number={place + 1}
              selected={draft.choices.selection.length}
              effect={effects?.length === rules.length ? effects[place] : undefined}
              issue={(part) => issues[`redaction.${place}.${part}`]}
              onChange={(part) => write(rule.id, part)}
              onRemove={() => change({ rules: rules.filter(({ id }) => id !== rule.id) })}
            />
          ))}
          <div className="panel-actions">
            <Button onPress={() => change({ rules: [...rules, newRule('withhold', rules)] })}>
              {words.withhold}
            </Button>
            <Button onPress={() => change({ rules: [...rules, newRule('mask', rules)] })}>
              {words.mask}
            </Button>
          </div>
          {rules.length > 1 && <p className="quiet">{words.overlaps}</p>}
          <AnnotationChoice {...props} />
        </div>
        <section className="step-facts" aria-label={words.first}>
          <Outcome plan={plan} rules={rules.length} />
        </section>
      </div>
    </Step>
  );
}

/** Entries coded as privileged do not go out without confirmation. */
function Privileged({ draft, change, plan, issues }: StepProps) {
  const words = strings.seal.redaction;
  const count = plan.scope.value?.privileged ?? 0;
  if (count === 0) return null;
  const { rules } = draft;
  const proposed = {
    ...newRule('withhold', rules),
    query: words.privilegedQuery,
    reason: words.privilegedReason,
  };
  const isProposed = rules.some(({ kind, query }) => kind === 'withhold' && query === words.privilegedQuery);
  return (
    <div className="step-notice">
      <MarkShape tone="warn" />
      <div>
        <p>{words.privileged(count)}</p>
        <div className="panel-actions">
          <Button
            onPress={() => change({ rules: [...rules, proposed], disclosing: false })}
            isDisabled={isProposed}
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

function Outcome({ plan: { redaction }, rules }: Pick<StepProps, 'plan'> & { readonly rules: number }) {
  const words = strings.seal.redaction;
  const waiting = rules > 0 && <p className="quiet">{words.waiting}</p>;
  const { value, error, loading, progress, started } = redaction;
  if (loading && value === null && error === null)
    return <ProgressBar label={words.working} progress={progress} elapsedMs={Date.now() - started} />;
  // Errors in a field are shown beside it.
  if (error) return fieldOf(error) === null ? <ErrorPanel error={error} /> : waiting;
  if (value === null) return waiting;
  return (
    <div className="step-form" aria-busy={loading}>
      <p role="status">{words.outcome(value.withheld, value.masked)}</p>
      {value.privilegedShown > 0 && <p>{words.shown(value.privilegedShown)}</p>}
      {value.first.length > 0 && <RedactedList entries={value.first} />}
    </div>
  );
}
