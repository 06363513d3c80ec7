import { useState } from 'react';
import { type StepName, stepNames } from './draft/issues.ts';

/** Where somebody is on the way to a pack, and which steps they have been at. */
export function useSteps() {
  const [step, setStep] = useState<StepName>('scope');
  const [tried, setTried] = useState<ReadonlySet<StepName>>(new Set());
  const [seen, setSeen] = useState<ReadonlySet<StepName>>(new Set(['scope']));
  const [furthest, setFurthest] = useState(0);
  /** What is missing at such a step is shown. */
  const markTried = (...steps: readonly StepName[]) => setTried((before) => new Set([...before, ...steps]));
  const go = (to: StepName) => {
    const at = stepNames.indexOf(to);
    markTried(step, ...stepNames.slice(0, at));
    setSeen((before) => new Set([...before, to]));
    setFurthest((before) => Math.max(before, at));
    setStep(to);
  };
  /** Goes to a step, or to the first step before it at which something is missing. */
  const goOn = (to: StepName, isWhole: (step: StepName) => boolean) => {
    const between = stepNames.slice(0, stepNames.indexOf(to));
    const stuck = between.find((each) => !isWhole(each));
    // What is missing is shown as soon as it stops somebody, not only when they try to go on from there.
    if (stuck !== undefined) markTried(stuck);
    if (stuck !== step) go(stuck ?? to);
  };
  return { step, tried, seen, furthest, markTried, go, goOn };
}
