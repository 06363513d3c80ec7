import type { AccessMode } from '../../shared/domain/case.ts';
import { counted, countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

export const frameWords = {
  rail: 'Screens',
  screens: {
    case: 'Case',
    review: 'Review',
    images: 'Images',
    claims: 'Claims',
    integrity: 'Integrity',
    packs: 'Packs',
    custody: 'Custody',
  },
  close: 'Leave the case',
  appearance: 'Appearance',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  density: 'Row height',
  densities: { compact: 'Compact', normal: 'Normal', roomy: 'Roomy' },
  modes: { 'read-only': 'Read-only', review: 'Review only', full: 'Full' } satisfies Record<
    AccessMode,
    string
  >,
  modeHelp: {
    'read-only': 'The file is not touched',
    review: 'Annotate and export',
    full: 'Import, seal and close too',
  } satisfies Record<AccessMode, string>,
  state: (state: string) => `How the case is open: ${state}`,
  stateHeading: 'Open it',
  closed: 'Closed',
  closeCase: 'Close to changes…',
  reopenCase: 'Reopen…',
  closing: {
    title: 'Close the case to changes',
    reopenTitle: 'Reopen the case',
    help: 'Nothing is imported and nothing annotated until it is reopened. Verifying, exporting and sealing go on. Custody records it. It guards against mistakes: somebody who has the file can reopen it too.',
    reopenHelp: 'Imports and annotations go on. Custody records it.',
    reason: 'Reason, kept in custody',
    close: 'Close the case',
    reopen: 'Reopen the case',
    closedBy: (actor: string, time: string, reason: string | null) =>
      `Closed by ${visibleLine(actor)}, ${time}${reason === null ? '' : `: ${visibleLine(reason)}`}`,
  },
  reviewer: {
    button: (name: string) =>
      name === '' ? 'Your name: say who is reviewing' : `Reviewer: ${visibleLine(name)}`,
    none: 'Your name',
    label: 'Your name, on every annotation',
    help: 'Kept with every note, tag and code, and in the custody log.',
    title: 'Whose annotations are these?',
    proposed:
      'Proposed is the account of this computer. It is asked once, and can be changed at the top right.',
    say: 'Annotate under this name',
  },
  saved: {
    'read-only': 'The file is not touched',
    review: 'All changes saved',
    full: 'All changes saved',
  } satisfies Record<AccessMode, string>,
  savedClosed: 'Closed: nothing changes',
  notVerified: 'Not verified yet',
  fails: 'Integrity fails',
  holds: (entries: number) => `${counted(entries, 'entry', 'entries')} in this case`,
  matched: (total: string) => `of ${total} match`,
  selected: (count: number) => `${countText(count)} selected`,
  elapsed: (ms: number) => `exact, ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`,
};
