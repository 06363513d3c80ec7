import type { AxisStatus } from '../../shared/domain/verification.ts';
import type { Tone } from '../design/state-mark.tsx';
import { axisAnswers, axisNames, axisQuestions } from '../strings/axes.ts';
import { counted } from '../text/numbers.ts';

/** What `verify.html` says in its own words. */
export const words = {
  title: 'Check an evidence pack',
  intro:
    'Choose the pack (a .zip) or drop it here. It is read by this page alone: nothing is sent anywhere, and no network is needed.',
  choose: 'Choose a pack',
  dropHere: 'Drop the pack to check it',
  cancel: 'Cancel',
  checking: (name: string) => `Checking ${name}`,
  cancelled: 'Cancelled. Nothing was changed.',
  oneAtATime: 'Several files were dropped. Drop one pack at a time.',
  running: 'Checking',
  done: 'Checked',
  limitsTitle: 'What this page can and cannot show',
  limits: [
    'A checker inside a pack is only as good as the pack: whoever could forge the one could forge the other. Take this page from a release of Casebound, or compare its SHA-256 with the line for verify.html in SHA256SUMS of that release: sha256sum verify.html, on Windows Get-FileHash verify.html.',
    'A key that stands in the pack itself shows that the pack is as it was sealed, not by whom. Compare its fingerprint with one that you had from the signer another way.',
    'A pack shows what was imported: not what was never logged or never exported, and not whether what an entry says is true.',
    'Choose the zip as you received it. Of one that was unpacked and zipped again, the files are judged, the zip itself is not.',
  ],
  pack: {
    name: 'Pack',
    title: 'Of the case',
    about: 'About',
    holds: 'Holds',
    none: 'What the pack is about cannot be read.',
  },
  signer: {
    title: 'Who sealed it',
    label: 'The fingerprint that you had from the signer (SHA256:…)',
    none: 'No seal holds, so there is no signer to compare.',
    empty: 'Not compared yet: the seal holds under this key, whoever has it.',
    same: 'The same fingerprint: this pack was sealed with the key that you know.',
    other: 'Another fingerprint: this pack was not sealed with the key that you know.',
    found: 'The pack was sealed with',
  },
  axes: 'Answers',
  axisColumns: ['Question', 'About', 'Answer', 'Why', 'Checked'],
  axis: axisNames,
  questions: axisQuestions,
  subjects: {
    pack: 'the pack',
    container: 'the zip file',
    certificate: 'the certificate',
    annotations: 'the annotations',
  } as Readonly<Record<string, string>>,
  status: axisAnswers,
  marks: { pass: '✓', fail: '✕', unverifiable: '?', absent: '–' } satisfies Record<AxisStatus, string>,
  verdictMarks: { good: '✓', bad: '✕', warn: '?', none: '–' } satisfies Record<Tone, string>,
  findings: (count: number) => counted(count, 'finding'),
  findingsShown: (shown: number) => `The first ${shown} are listed.`,
  where: {
    member: 'File',
    entryId: 'Entry',
    ordinal: 'Ordinal',
    byteOffset: 'Byte in the source',
    expected: 'Expected',
    actual: 'Actual',
  },
  safe: 'What is safe',
  next: 'What to do',
  print: 'Print',
};
