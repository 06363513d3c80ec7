import {
  type Axis,
  axisNames,
  type ChainSummary,
  type Finding,
  findingsListed,
  type VerifyReport,
} from '../domain/verification.ts';

/** The verdict on one axis: what it says where nothing was found against it. */
export type Verdict = Omit<Axis, 'status'> & { readonly status?: 'pass' | 'unverifiable' | 'absent' };

/** Collects findings, all of them counted, and turns them into axes: an axis with findings fails. */
export class Findings {
  private readonly listed: Finding[] = [];
  private readonly axes: Axis[] = [];
  private readonly found = new Map<string, { count: number; readonly first: string }>();
  private total = 0;

  add(finding: Finding): void {
    this.total++;
    if (this.listed.length < findingsListed) this.listed.push(finding);
    const key = `${finding.axis} ${finding.subject}`;
    const found = this.found.get(key);
    if (found) found.count++;
    else this.found.set(key, { count: 1, first: finding.message });
  }

  /** Of findings like one that was added, `count` more, which are not listed. */
  count(axis: Finding['axis'], subject: string, count: number): void {
    this.total += count;
    const found = this.found.get(`${axis} ${subject}`);
    if (found) found.count += count;
  }

  /** Once for each axis of a subject, when everything that bears on it has been looked at. */
  judge({ status = 'pass', ...verdict }: Verdict): void {
    const { axis, subject, checked } = verdict;
    const found = this.found.get(`${axis} ${subject}`);
    this.found.delete(`${axis} ${subject}`);
    this.axes.push(
      found ? { axis, subject, status: 'fail', reason: reasonOf(found), checked } : { ...verdict, status },
    );
  }

  /** @throws Error where a finding bears on an axis that was never judged: it would be lost in the verdict */
  report(chain: ChainSummary | null): VerifyReport {
    for (const unjudged of this.found.keys()) throw new Error(`findings on ${unjudged} were not judged`);
    return {
      ok: this.axes.every(({ status }) => status !== 'fail'),
      kind: 'pack',
      axes: this.axes.toSorted((a, b) => axisNames.indexOf(a.axis) - axisNames.indexOf(b.axis)),
      chain,
      findings: this.listed,
      findingsTotal: this.total,
    };
  }
}

function reasonOf({ count, first }: { readonly count: number; readonly first: string }): string {
  return count === 1 ? first : `${count} findings; the first: ${first}`;
}
