import type { CaseInfo } from '../../shared/domain/case.ts';

/** What a person may do next with a case, in the order in which it is suggested. */
const steps = ['verify', 'broken', 'quarantined', 'conflicts', 'review', 'seal', 'reopen'] as const;
export type NextStep = (typeof steps)[number];

interface Known {
  readonly info: Pick<CaseInfo, 'verification' | 'counts' | 'packs' | 'closed'>;
  readonly broken: number;
  readonly reviewed: number;
  readonly canAnnotate: boolean;
  readonly canChange: boolean;
}

/** At most three, the most pressing first: what is unknown, what is broken, what was not read, what is not done. */
export function nextSteps({ info, broken, reviewed, canAnnotate, canChange }: Known): readonly NextStep[] {
  const { counts } = info;
  const open: Readonly<Record<NextStep, boolean>> = {
    verify: info.verification === null,
    broken: broken > 0,
    quarantined: counts.quarantined > 0,
    conflicts: counts.conflicts > 0,
    review: reviewed < counts.entries && canAnnotate,
    seal: info.packs.length === 0 && canChange,
    reopen: info.closed !== null && canChange,
  };
  return steps.filter((step) => open[step]).slice(0, 3);
}
