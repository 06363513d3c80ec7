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
  private readonly counts = new Map<string, number>();

  add(finding: Finding): void {
    this.total++;
    const kind = `${finding.subject} ${finding.axis}`;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    if (this.listed.length < findingsListed) this.listed.push(finding);
  }

  /** Takes back what was said of an axis of a subject, once it is known that nothing could be said of it. */
  withdraw(subject: string, axis: AxisName): void {
    const kind = `${subject} ${axis}`;
    this.total -= this.counts.get(kind) ?? 0;
    this.counts.delete(kind);
    const others = this.listed.filter((finding) => finding.subject !== subject || finding.axis !== axis);
    this.listed.splice(0, this.listed.length, ...others);
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
