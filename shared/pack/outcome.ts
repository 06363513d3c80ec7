import type { AxisName, VerifyReport } from '../domain/verification.ts';

/** Axes that speak of the evidence as its maker logged it: a pack that fails these alone is a sound pack of it. */
const ofTheEvidence: ReadonlySet<AxisName> = new Set([
  'content',
  'linkage',
  'sequence',
  'head',
  'tail',
  'time',
]);

export type PackOutcome = 'sound' | 'evidence' | 'pack';

/** Whether nothing fails, only what was sealed fails, or the pack itself does. */
export function outcomeOf(report: Pick<VerifyReport, 'axes'>): PackOutcome {
  const failed = report.axes.filter(({ status }) => status === 'fail');
  if (failed.length === 0) return 'sound';
  return failed.every(({ axis, subject }) => subject !== 'pack' && ofTheEvidence.has(axis))
    ? 'evidence'
    : 'pack';
}
