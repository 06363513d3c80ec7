import type { AxisName, AxisStatus } from '../../shared/domain/verification.ts';
import { counted } from '../text/numbers.ts';

/** The axes and their answers, in the words of the application and of the page in every pack. */
export const axisNames = {
  content: 'Content',
  linkage: 'Linkage',
  sequence: 'Sequence',
  head: 'Head',
  tail: 'Tail',
  signature: 'Signature',
  time: 'Time',
  storage: 'Storage',
  custody: 'Custody',
  completeness: 'Completeness',
} satisfies Record<AxisName, string>;

/** What each axis answers. */
export const axisQuestions = {
  content: 'does each entry still match its own hash?',
  linkage: 'does each entry follow the one before it?',
  sequence: 'is each entry there once, and in order?',
  head: 'is the beginning there?',
  tail: 'is the end there?',
  signature: 'is it signed, and by whom?',
  time: 'are the times consistent?',
  storage: 'are these the bytes that were imported?',
  custody: 'is the log of this case intact?',
  completeness: 'is everything there that should be?',
} satisfies Record<AxisName, string>;

export const axisAnswers = {
  pass: 'Pass',
  fail: 'Fail',
  unverifiable: 'Unverifiable',
  absent: 'Absent',
} satisfies Record<AxisStatus, string>;

/** The outcome of checking a pack, in one sentence: the same in the application and on the page in every pack. */
export const packVerdicts = {
  /** For a pack in which nothing fails except what was logged. */
  evidence: (failed: number) =>
    `The pack itself passes; ${counted(failed, 'check')} of the evidence in it ${failed === 1 ? 'fails' : 'fail'}`,
  fails: (failed: number) => `${counted(failed, 'check fails', 'checks fail')}: the pack does not verify`,
  sound: (unknown: number, sealedBy: SealedBy) =>
    `${sealedWords[sealedBy]}: nothing fails, ${counted(unknown, 'question')} cannot be answered by a pack alone`,
};

/** The same for places with room for a few words. */
export const packVerdictsInBrief = {
  evidence: (failed: number) =>
    `${counted(failed, 'check')} of the evidence ${failed === 1 ? 'fails' : 'fail'}, none of the pack itself`,
  sound: (unknown: number, axes: number, sealedBy: SealedBy) =>
    `Nothing fails, ${unknown} of ${axes} left open; ${briefSealedWords[sealedBy]}`,
};

export type SealedBy = 'nobody' | 'stranger' | 'known';

const briefSealedWords: Readonly<Record<SealedBy, string>> = {
  nobody: 'no valid seal',
  stranger: 'signer not known',
  known: 'signer known to you',
};

const sealedWords: Readonly<Record<SealedBy, string>> = {
  nobody: 'The pack carries no valid seal',
  stranger: 'Unchanged since it was sealed, by a key not known to you yet',
  known: 'Unchanged since it was sealed by a signer known to you',
};
