import type { CaseTab } from '../case/case-place.ts';

export const caseWords = {
  tabs: {
    sources: 'Sources',
    quarantined: 'Quarantined',
    conflicts: 'Conflicts',
  } satisfies Record<CaseTab, string>,
  made: (time: string) => `Made ${time} UTC`,
  period: (from: string, to: string) => `entries from ${from} to ${to} UTC`,
};
