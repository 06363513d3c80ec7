import {
  type Axis,
  type AxisStatus,
  isObservation,
  type VerifyReport,
} from '../../shared/domain/verification.ts';
import type { Tone } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';

/** What a report is about: the case, a source, a receipt. */
export interface Subject {
  readonly subject: string;
  /** In words, with a file's name if it has one: somebody else's text. */
  readonly name: string;
  readonly axes: readonly Axis[];
  /** As listed in the report. */
  readonly findings: number;
  readonly observations: number;
}

type Names = Readonly<Record<string, string>>;

/** The subjects of a report: the case first, then sources by number, then everything else. */
export function subjectsOf(report: VerifyReport, names: Names = {}): Subject[] {
  const subjects = new Map<string, Axis[]>();
  for (const axis of report.axes) subjects.set(axis.subject, [...(subjects.get(axis.subject) ?? []), axis]);
  const told = countsOf(report);
  return [...subjects]
    .map(([subject, axes]) => ({
      subject,
      name: nameOf(subject, { ...names, ...report.names }),
      axes,
      findings: told.get(subject)?.findings ?? 0,
      observations: told.get(subject)?.observations ?? 0,
    }))
    .sort((a, b) => rank(a.subject) - rank(b.subject));
}

function countsOf({ findings }: VerifyReport): Map<string, { findings: number; observations: number }> {
  const counts = new Map<string, { findings: number; observations: number }>();
  for (const finding of findings) {
    const count = counts.get(finding.subject) ?? { findings: 0, observations: 0 };
    if (isObservation(finding)) count.observations++;
    else count.findings++;
    counts.set(finding.subject, count);
  }
  return counts;
}

const kinds = ['case', 'pack', 'annotations', 'source', 'container', 'receipt'];

function rank(subject: string): number {
  const [, kind = '', number = '0'] = /^(\w+)(?:[^\d]*(\d+))?/.exec(subject) ?? [];
  const place = kinds.indexOf(kind);
  return (place < 0 ? kinds.length : place) * 1e9 + Number(number);
}

/** A subject in words. */
export function nameOf(subject: string, names: Names): string {
  const { subjectNames: words } = strings.integrity;
  const receipt = /^receipt of source (\d+)$/.exec(subject)?.[1];
  if (receipt !== undefined) return words.receipt(receipt);
  if (Object.hasOwn(names, subject)) return names[subject] ?? subject;
  const { receipt: _, ...known } = words;
  return Object.hasOwn(known, subject) ? known[subject as keyof typeof known] : subject;
}

/**
 * The state of a subject as a whole. A check mark says that the content of its entries and their links were proven;
 * for a subject without entries, that everything in it was. A dash says that there was nothing to prove.
 */
export function toneOf(axes: readonly Axis[]): Tone {
  const has = (status: AxisStatus) => axes.some((axis) => axis.status === status);
  if (has('fail')) return 'bad';
  const chain = axes.filter(({ axis }) => axis === 'content' || axis === 'linkage');
  if (chain.length > 0 && chain.every(({ status }) => status === 'pass')) return 'good';
  if (chain.length > 0) return chain.every(({ status }) => status === 'absent') ? 'none' : 'warn';
  if (has('unverifiable')) return 'warn';
  return has('pass') ? 'good' : 'none';
}

const statuses: readonly AxisStatus[] = ['fail', 'unverifiable', 'absent', 'pass'];

/** `1 fails · 2 unverifiable · 4 pass`. */
export function countsText(axes: readonly Axis[]): string {
  return statuses
    .map((status) => ({ status, count: axes.filter((axis) => axis.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => strings.integrity.statusCount[status](count))
    .join(' · ');
}
