import {
  type Axis,
  type AxisName,
  axisNames,
  type ChainSummary,
  type Finding,
  findingsListed,
  isObservation,
  type SourceChain,
  type VerifiedFile,
  type VerifyReport,
} from '../../shared/domain/verification.ts';
import { FirstFindings } from './first-findings.ts';

/**
 * Collects what verification finds: all of it counted, the first ones listed. Observations come after what bears on an
 * answer, so that a trail with odd clocks does not crowd out a break.
 */
export class Findings {
  total = 0;
  private readonly faults = new FirstFindings();
  private readonly observations = new FirstFindings();
  private readonly counts = new Map<string, number>();

  get listed(): readonly Finding[] {
    const faults = this.faults.listed();
    return [...faults, ...this.observations.listed(findingsListed - faults.length)];
  }

  add(finding: Finding): void {
    this.count(finding.subject, finding.axis, 1);
    (isObservation(finding) ? this.observations : this.faults).add(finding);
  }

  /** Takes over what was found of other subjects. */
  addAll({ faults, observations, counts, total }: Findings): void {
    this.total += total;
    for (const [kind, count] of counts) this.counts.set(kind, (this.counts.get(kind) ?? 0) + count);
    for (const finding of faults.all) this.faults.add(finding);
    for (const finding of observations.all) this.observations.add(finding);
  }

  /** Counts findings of which no more are to be listed. */
  count(subject: string, axis: AxisName, count: number): void {
    const kind = `${subject} ${axis}`;
    this.total += count;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + count);
  }

  /** Whether anything was found on an axis, of any subject. */
  has(axis: AxisName): boolean {
    return [...this.counts].some(([kind, count]) => count > 0 && kind.endsWith(` ${axis}`));
  }

  /** What was found of a subject so far; null where not all of it is listed. */
  of(subject: string): Finding[] | null {
    const found = [...this.faults.all, ...this.observations.all].filter(
      (finding) => finding.subject === subject,
    );
    const counted = axisNames.reduce((sum, axis) => sum + (this.counts.get(`${subject} ${axis}`) ?? 0), 0);
    return found.length === counted ? found : null;
  }

  /** Takes back what was said of an axis of a subject, once it is known that nothing could be said of it. */
  withdraw(subject: string, axis: AxisName): void {
    const kind = `${subject} ${axis}`;
    this.total -= this.counts.get(kind) ?? 0;
    this.counts.delete(kind);
    const isMeant = (finding: Finding) => finding.subject === subject && finding.axis === axis;
    this.faults.withdraw(isMeant);
    this.observations.withdraw(isMeant);
  }
}

/** What a report of sources says beside. */
export interface ReportParts {
  readonly chains?: readonly SourceChain[];
  readonly names?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, VerifiedFile>>;
}

/** The report of axes and findings; axes in the order of `axisNames`, then of their subjects. */
export function report(
  kind: VerifyReport['kind'],
  axes: readonly Axis[],
  chain: ChainSummary | null,
  findings: Findings,
  { chains = [], names, files }: ReportParts = {},
): VerifyReport {
  const rank = (axis: AxisName) => axisNames.indexOf(axis);
  return {
    ok: axes.every((axis) => axis.status !== 'fail'),
    kind,
    axes: axes.toSorted((a, b) => rank(a.axis) - rank(b.axis)),
    chain,
    ...(chains.length > 0 ? { chains } : {}),
    ...(names === undefined ? {} : { names }),
    ...(files === undefined ? {} : { files }),
    findings: findings.listed,
    findingsTotal: findings.total,
  };
}
