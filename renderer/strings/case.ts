import type { CaseTab } from '../case/case-place.ts';
import type { NextStep } from '../case/next-steps.ts';
import { counted, countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

export const caseWords = {
  tabs: {
    overview: 'Overview',
    sources: 'Sources',
    quarantined: 'Quarantined',
    conflicts: 'Conflicts',
  } satisfies Record<CaseTab, string>,
  overview: {
    counting: 'Counting the entries',
    next: 'What to do next',
    entries: 'entries',
    about: 'This case',
    sources: 'Sources',
    sourceCount: (count: number, systems: readonly string[]) =>
      `${counted(count, 'source')} of ${systems.join(', ')}`,
    period: 'Period',
    noPeriod: 'no entry states a time that is understood',
    duplicates: 'Duplicates',
    conflicts: 'Conflicts',
    quarantined: 'Quarantined',
    packs: 'Packs',
    progress: 'Review',
    reviewed: (reviewed: number, all: number) =>
      `${countText(reviewed)} of ${counted(all, 'entry', 'entries')} reviewed`,
    noted: 'With a note',
    privileged: 'Privileged',
    tag: (tag: string) => `Tag ${visibleLine(tag)}`,
    moreTags: (count: number) => `${counted(count, 'more tag')}: show what carries any`,
    actions: 'What was done',
    verdicts: 'Verdicts',
    more: (count: number) => `Show ${countText(count)} more`,
    fewer: 'Show fewer',
    further: (count: number) =>
      `${counted(count, 'further value')}, which the facets of Review can be searched for`,
    integrity: 'Integrity of the entries',
    products: 'Products',
    steps: {
      verify: {
        why: (count: number) => `Nothing has been verified yet of ${counted(count, 'entry', 'entries')}.`,
        act: 'Go to Integrity',
      },
      broken: {
        why: (count: number) =>
          count === 1
            ? '1 entry is broken: a hash that it carries does not match.'
            : `${countText(count)} entries are broken: a hash that each carries does not match.`,
        act: 'Show in Review',
      },
      quarantined: {
        why: (count: number) => `${counted(count, 'record')} could not be read as an entry.`,
        act: 'Look at the bytes',
      },
      conflicts: {
        why: (count: number) =>
          `${counted(count, 'entry', 'entries')} ${count === 1 ? 'carries an id that stands' : 'carry ids that stand'} again with other content.`,
        act: 'Compare them',
      },
      review: {
        why: (count: number) => `${counted(count, 'entry', 'entries')} not reviewed yet.`,
        act: 'Go on reviewing',
      },
      seal: { why: () => 'No pack has been sealed from this case.', act: 'Seal a pack…' },
      reopen: { why: () => 'The case is closed to changes.', act: 'Reopen…' },
    } satisfies Record<NextStep, { why: (count: number) => string; act: string }>,
  },
  made: (time: string) => `Made ${time}`,
};
