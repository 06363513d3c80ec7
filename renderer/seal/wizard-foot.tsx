import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { type StepName, stepNames } from './draft/issues.ts';

interface Props {
  readonly step: StepName;
  /** The form that the main button submits. */
  readonly form: string;
  /** Whether the main button creates a key. */
  readonly newKey: boolean;
  /** Something that the step shows is still being worked out. */
  readonly waits: boolean;
  /** Whether the signer can be gone to already. */
  readonly canSkip: boolean;
  readonly onLeave: () => void;
  readonly onSkip: () => void;
  readonly onGo: (step: StepName) => void;
}

/** The ways on and back, and out. */
export function WizardFoot({ step, form, newKey, waits, canSkip, onLeave, onSkip, onGo }: Props) {
  const words = strings.seal;
  const at = stepNames.indexOf(step);
  return (
    <div className="wizard-foot">
      <Button onPress={onLeave}>{strings.cancel}</Button>
      <span className="top-space" />
      {at < stepNames.indexOf('numbers') && (
        <Button look="quiet" onPress={onSkip} isDisabled={!canSkip}>
          {words.skip}
        </Button>
      )}
      {at > 0 && <Button onPress={() => onGo(stepNames[at - 1] ?? 'scope')}>{words.back}</Button>}
      <Button look="primary" type="submit" form={form} isDisabled={waits}>
        {nextWords(step, stepNames[at + 1], newKey)}
      </Button>
    </div>
  );
}

function nextWords(step: StepName, next: StepName | undefined, newKey: boolean): string {
  const words = strings.seal;
  if (next === undefined) return words.start;
  return step === 'signer' && newKey ? words.signer.makesKey : words.next(words.steps[next]);
}
