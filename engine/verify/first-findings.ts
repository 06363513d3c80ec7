import { type Finding, findingsListed } from '../../shared/domain/verification.ts';

/** Of a subject so many are listed, however many another one has. */
const ofEach = 100;
/** Kept at most, to choose from: with very many subjects, the last of them may have none. */
const kept = 2 * findingsListed;

/** The first findings, and of every subject some: a source with very many does not crowd out those of the others. */
export class FirstFindings {
  private findings: Finding[] = [];
  private readonly counts = new Map<string, number>();

  get all(): readonly Finding[] {
    return this.findings;
  }

  add(finding: Finding): void {
    const { length } = this.findings;
    if (length < findingsListed || (length < kept && this.isFew(finding))) this.keep(finding);
  }

  /** Those that there is room for, in the order in which they were found. */
  listed(room = findingsListed): readonly Finding[] {
    let others = room - this.findings.length;
    if (others >= 0) return this.findings;
    const seen = new Map<string, number>();
    const isFirst = ({ subject }: Finding) => {
      const count = (seen.get(subject) ?? 0) + 1;
      seen.set(subject, count);
      return count <= ofEach;
    };
    const first = new Set(this.findings.filter(isFirst));
    others = room - first.size;
    return this.findings.filter((finding) => first.has(finding) || others-- > 0).slice(0, room);
  }

  withdraw(isMeant: (finding: Finding) => boolean): void {
    const others = this.findings.filter((finding) => !isMeant(finding));
    this.findings = [];
    this.counts.clear();
    for (const finding of others) this.keep(finding);
  }

  private keep(finding: Finding): void {
    this.findings.push(finding);
    this.counts.set(finding.subject, (this.counts.get(finding.subject) ?? 0) + 1);
  }

  private isFew({ subject }: Finding): boolean {
    return (this.counts.get(subject) ?? 0) < ofEach;
  }
}
