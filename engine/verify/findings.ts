import {
  type Axis,
  type AxisName,
  axisNames,
  type ChainSummary,
  type Finding,
  findingsListed,
  type VerifyReport,
} from '../../shared/domain/verification.ts';

/** Collects what verification finds: all of it counted, the first ones listed. */
export class Findings {
  readonly listed: Finding[] = [];
  total = 0;

  add(finding: Finding): void {
    this.total++;
    if (this.listed.length < findingsListed) this.listed.push(finding);
  }
}

/** The report of axes and findings; axes in the order of `axisNames`, then of their subjects. */
export function report(
  kind: VerifyReport['kind'],
  axes: readonly Axis[],
  chain: ChainSummary | null,
  findings: Findings,
): VerifyReport {
  const rank = (axis: AxisName) => axisNames.indexOf(axis);
  return {
    ok: axes.every((axis) => axis.status !== 'fail'),
    kind,
    axes: axes.toSorted((a, b) => rank(a.axis) - rank(b.axis)),
    chain,
    findings: findings.listed,
    findingsTotal: findings.total,
  };
}
