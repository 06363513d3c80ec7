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
    reports: 'Reports',
    integrity: 'Integrity',
    packs: 'Packs',
    custody: 'Custody',
  },
  close: 'Leave the case',
  appearance: 'Appearance',
  theme: 'Theme',
  themes: { system: 'Same as the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  density: 'Row height',
  densities: { compact: 'Compact', normal: 'Normal', roomy: 'Roomy' },
  modes: { 'read-only': 'Read-only', review: 'Review only', full: 'Full access' } satisfies Record<
    AccessMode,
    string
  >,
  modesInBrief: { 'read-only': 'Read-only', review: 'Review', full: 'Full' } satisfies Record<
    AccessMode,
    string
  >,
  modeHelp: {
    'read-only': 'The file is not changed',
    review: 'Annotate and export',
    full: 'Import, seal and close as well',
  } satisfies Record<AccessMode, string>,
  state: (state: string) => `The case is open: ${state}`,
  stateHeading: 'Open the case',
  closed: 'Closed',
  closeCase: 'Close to changes…',
  reopenCase: 'Reopen…',
  closing: {
    title: 'Close the case to changes',
    reopenTitle: 'Reopen the case',
    help: 'Until it is reopened, nothing can be imported or annotated. Verifying, exporting and sealing stay possible. The custody log records the closing. It guards against mistakes: anybody who has the file can reopen it.',
    reopenHelp: 'Imports and annotations become possible again. The custody log records it.',
    reason: 'Reason, kept in the custody log',
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
      'The name of this computer’s account is proposed. You are asked once, and can change it at the top right.',
    say: 'Annotate under this name',
  },
  saved: {
    'read-only': 'Read-only: the file is not changed',
    review: 'All changes saved',
    full: 'All changes saved',
  } satisfies Record<AccessMode, string>,
  savedClosed: 'Closed to changes',
  notVerified: 'Not verified yet',
  fails: 'Integrity fails',
  holds: (entries: number, isPack = false) =>
    `${counted(entries, 'entry', 'entries')} in this ${isPack ? 'pack' : 'case'}`,
  matched: (total: string) => `of ${total} match`,
  selected: (count: number) => `${countText(count)} selected`,
  elapsed: (ms: number) => `exact, ${ms < 10 ? ms.toFixed(1) : countText(Math.round(ms))} ms`,
};
