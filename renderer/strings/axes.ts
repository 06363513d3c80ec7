import type { AxisName, AxisStatus } from '../../shared/domain/verification.ts';

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

export const axisAnswers = {
  pass: 'Pass',
  fail: 'Fail',
  unverifiable: 'Unverifiable',
  absent: 'Absent',
} satisfies Record<AxisStatus, string>;
