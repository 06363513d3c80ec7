import { counted, countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

export const caseWords = {
  tabs: {
    overview: 'Overview',
    sources: 'Sources',
    quarantined: 'Quarantined',
    conflicts: 'Conflicts',
  },
  overview: {
    counting: 'Counting the entries',
    next: 'What to do next',
    entries: 'entries',
    about: 'This case',
    sources: 'Sources',
    sourceCount: (count: number, systems: readonly string[]) =>
      `${counted(count, 'source')} from ${systems.join(', ')}`,
    period: 'Period',
    noPeriod: 'no entry states a readable time',
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
    moreTags: (count: number) => `${counted(count, 'more tag')}: show every tagged entry`,
    actions: 'Actions',
    verdicts: 'Verdicts',
    more: (count: number) => `Show ${countText(count)} more`,
    fewer: 'Show fewer',
    further: (count: number) =>
      `${counted(count, 'further value')}: search for them in the filters of Review`,
    integrity: 'Integrity of the entries',
    products: 'Products',
    steps: {
      verify: {
        why: (count: number) => `${counted(count, 'entry has', 'entries have')} not been verified yet.`,
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
        why: (count: number) =>
          `${counted(count, 'record')} could not be read as ${count === 1 ? 'an entry' : 'entries'}.`,
        act: 'Show the bytes',
      },
      conflicts: {
        why: (count: number) =>
          `${counted(count, 'entry has', 'entries have')} the same id as an earlier entry and different bytes.`,
        act: 'Compare them',
      },
      review: {
        why: (count: number) => `${counted(count, 'entry has', 'entries have')} not been reviewed yet.`,
        act: 'Continue reviewing',
      },
      seal: { why: () => 'No pack has been sealed from this case.', act: 'Seal a pack…' },
      reopen: { why: () => 'The case is closed to changes.', act: 'Reopen…' },
    },
  },
  made: (time: string) => `Created ${time}`,
};
