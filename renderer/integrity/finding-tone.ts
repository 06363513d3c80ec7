import type { Finding, VerifyReport } from '../../shared/domain/verification.ts';

/** Follows the axis: an observation must not look like a failure. */
export function toneOfFinding(finding: Finding, { axes }: VerifyReport) {
  const axis = axes.find((each) => each.axis === finding.axis && each.subject === finding.subject);
  return axis?.status === 'fail' ? 'bad' : 'warn';
}
