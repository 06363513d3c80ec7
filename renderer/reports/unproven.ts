import type { Unproven } from '../../shared/domain/guided-report.ts';
import { strings } from '../strings.ts';

/** What fails first; what is merely absent last. */
const order = ['fail', 'unverifiable', 'absent'] as const satisfies readonly Unproven['status'][];

export function worstFirst(unproven: readonly Unproven[]): Unproven[] {
  return unproven.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}

/** `1 fails · 40 unverifiable · 46 absent`. */
export function unprovenText(unproven: readonly Unproven[]): string {
  if (unproven.length === 0) return strings.reports.coverage.everyPasses;
  return order
    .map((status) => ({ status, count: unproven.filter((each) => each.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => strings.integrity.statusCount[status](count))
    .join(' · ');
}
