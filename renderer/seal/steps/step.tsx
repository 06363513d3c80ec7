import { type ReactNode, useEffect, useRef } from 'react';
import { strings } from '../../strings.ts';
import type { SealDraft } from '../draft/draft.ts';
import { type StepName, stepNames } from '../draft/issues.ts';
import type { Plan } from '../draft/use-plan.ts';

export interface StepProps {
  readonly draft: SealDraft;
  readonly change: (part: Partial<SealDraft>) => void;
  readonly plan: Plan;
  /** Issues to show: those of fields that somebody has already left. */
  readonly issues: Readonly<Record<string, string>>;
}

interface Props {
  readonly name: StepName;
  readonly heading: string;
  readonly help: string;
  readonly children: ReactNode;
}

/** A step. Its heading takes the focus, so that a screen reader announces it. */
export function Step({ name, heading, help, children }: Props) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <section className="step" aria-labelledby={`step-${name}`}>
      <div>
        <p className="label">{strings.seal.stepOf(stepNames.indexOf(name) + 1, stepNames.length)}</p>
        <h2 ref={ref} id={`step-${name}`} tabIndex={-1} className="step-heading">
          {heading}
        </h2>
      </div>
      <p className="quiet step-help">{help}</p>
      {children}
    </section>
  );
}
