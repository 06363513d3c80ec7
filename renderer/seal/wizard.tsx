import { type FormEvent, useState } from 'react';
import type { CaseInfo } from '../../shared/domain/case.ts';
import { packName } from '../../shared/pack/layout.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { inFolder } from '../files/paths.ts';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { numberOf, type SealDraft } from './draft/draft.ts';
import { issuesOf, type StepName, shownIssues, stepNames } from './draft/issues.ts';
import type { ScopeChoices } from './draft/scopes.ts';
import { summariesOf } from './draft/summaries.ts';
import { useDraft } from './draft/use-draft.ts';
import { usePlan } from './draft/use-plan.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { SealedReceipt } from './sealed-receipt.tsx';
import { SealingProgress } from './sealing-progress.tsx';
import { StepContent } from './step-content.tsx';
import { StepList } from './step-list.tsx';
import { useSealing } from './use-sealing.ts';
import { useSteps } from './use-steps.ts';
import { WizardFoot } from './wizard-foot.tsx';
import './seal.css';

const formId = 'seal-step';

interface Props {
  readonly choices: ScopeChoices;
  readonly onClose: () => void;
}

/**
 * Step by step to a sealed pack. Somebody with no special wishes goes straight to the signer, and is stopped there by
 * what is missing.
 */
export function SealWizard({ choices, onClose }: Props) {
  const { info } = useCase();
  const kept = useDraft(choices);
  const sealing = useSealing();
  const { step, tried, seen, furthest, markTried, go, goOn } = useSteps();
  const [leaving, setLeaving] = useState(false);
  const wanted = furthest >= stepNames.indexOf('numbers');
  const certified = sealing.opened === null || sealing.opened.certificate !== null;
  const plan = usePlan(kept.draft, {
    looking: step === 'related',
    wanted: wanted && sealing.job === undefined,
    listing: step === 'preview' && sealing.job === undefined,
    certified,
  });
  const name = packName(info.title, numberOf(kept.draft) ?? nextNumber(info));
  const draft =
    kept.draft.out === '' ? { ...kept.draft, out: inFolder(kept.place, `${name}.zip`) } : kept.draft;
  const issues = issuesOf(draft, sealing.secrets, plan);
  const isWhole = (each: StepName) =>
    each === 'signer' && sealing.opened === null ? false : Object.keys(issues[each]).length === 0;

  const change = (part: Partial<SealDraft>) => {
    if ('key' in part || 'p12' in part) sealing.keyChanged();
    if ('out' in part) sealing.setError(null);
    kept.change(part);
  };
  const seal = async () => {
    const stuck = stepNames.find((each) => !isWhole(each));
    if (stuck !== undefined && stuck !== 'preview') return go(stuck);
    if (plan.request === null) return;
    kept.remember(draft.key, draft.out);
    if (await sealing.seal(draft, plan.request, name)) kept.forget();
    else go('signer');
  };
  const next = stepNames[stepNames.indexOf(step) + 1];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A dialog that is open over this one has forms of its own, whose events bubble up to here.
    if (event.target !== event.currentTarget) return;
    if (next === undefined) return void seal();
    if (step !== 'signer') return goOn(next, isWhole);
    markTried(step);
    if (Object.keys(issues.signer).length > 0) return;
    if (sealing.opened !== null || (await sealing.open(draft, kept.change))) go('preview');
  };
  const leave = () => (kept.isTouched ? setLeaving(true) : discard());
  const discard = () => {
    kept.forget();
    onClose();
  };

  if (sealing.sealed) return <SealedReceipt sealed={sealing.sealed} onClose={onClose} />;
  if (sealing.job) return <SealingProgress job={sealing.job} />;
  const words = strings.seal;
  return (
    <Dialog
      title={words.title}
      onClose={leave}
      size="full"
      footer={
        <WizardFoot
          step={step}
          form={formId}
          newKey={draft.newKey}
          waits={
            sealing.opening ||
            (step === 'integrity' && plan.scope.loading) ||
            (step === 'preview' && plan.contents.loading)
          }
          canSkip={!plan.scope.loading}
          onLeave={leave}
          onSkip={() => goOn('signer', isWhole)}
          onGo={go}
        />
      }
    >
      <div className="wizard">
        <StepList current={step} seen={seen} issues={issues} summaries={summariesOf(draft, plan)} onGo={go} />
        <form id={formId} className="wizard-step" onSubmit={(event) => void submit(event)} noValidate>
          {kept.resumed && step === 'scope' && (
            <p className="step-notice">
              {words.resumed}{' '}
              <Button look="link" onPress={kept.beginAnew}>
                {words.anew}
              </Button>
            </p>
          )}
          <StepContent
            key={step}
            step={step}
            props={{ draft, change, plan, issues: shownIssues(issues[step], tried.has(step)) }}
            sealing={sealing}
            newKey={kept.newKey}
            lastKey={kept.lastKey}
          />
        </form>
      </div>
      {leaving && <LeaveDialog onStay={() => setLeaving(false)} onKeep={onClose} onDiscard={discard} />}
    </Dialog>
  );
}

function nextNumber({ packs }: CaseInfo): number {
  return Math.max(0, ...packs.map(({ number }) => number)) + 1;
}
