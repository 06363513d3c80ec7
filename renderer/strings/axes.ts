import type { AxisName, AxisStatus } from '../../shared/domain/verification.ts';
import { counted } from '../text/numbers.ts';

/** The axes and their answers, as the application and the page in every pack call them. */
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
  content: 'does each entry’s own hash recompute?',
  linkage: 'does each entry follow the one before?',
  sequence: 'is any missing, doubled or out of order?',
  head: 'was anything cut off at the beginning?',
  tail: 'was anything cut off at the end?',
  signature: 'who vouches for it?',
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

/** Of a pack of which nothing fails but what was logged. */
export const evidenceFails = (failed: number) =>
  `Nothing of the pack itself fails; ${counted(failed, 'check')} of the evidence in it ${failed === 1 ? 'does' : 'do'}`;
