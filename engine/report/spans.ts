import type { Gap } from '../../shared/domain/guided-report.ts';
import { momentText } from '../../shared/time/moment.ts';
import type { LookedAt } from './looked-at.ts';

const day = 86_400_000;
/** The years that a query can name. */
const first = Date.parse('0000-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/** Where and when entries are from. */
export interface Spans {
  /** By the id of the source. */
  readonly bySource: ReadonlyMap<number, number>;
  readonly period: { readonly from: string; readonly to: string } | null;
  /** Months with entries, as a query names them, and how many each has; in no order. */
  readonly months: ReadonlyMap<string, number>;
  /** Days without any between two with some, the longest first, the earlier of two as long. */
  readonly gaps: readonly Gap[];
}

/** Of what the report looks at. */
export function spansOf(at: LookedAt): Spans {
  const bySource = new Map<number, number>();
  const days = new Map<number, number>();
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  at.eachTime((source, time) => {
    bySource.set(source, (bySource.get(source) ?? 0) + 1);
    // Also where it is no number.
    if (!(time >= first && time <= last)) return;
    if (time < from) from = time;
    if (time > to) to = time;
    const on = Math.floor(time / day);
    days.set(on, (days.get(on) ?? 0) + 1);
  });
  return {
    bySource,
    period: from > to ? null : { from: momentText(from), to: momentText(to) },
    months: monthsOf(days),
    gaps: gapsBetween(days.keys()),
  };
}

function dateText(on: number): string {
  return momentText(on * day).slice(0, '0000-00-00'.length);
}

function monthsOf(days: ReadonlyMap<number, number>): Map<string, number> {
  const months = new Map<string, number>();
  for (const [on, entries] of days) {
    const month = dateText(on).slice(0, '0000-00'.length);
    months.set(month, (months.get(month) ?? 0) + entries);
  }
  return months;
}

function gapsBetween(days: Iterable<number>): Gap[] {
  const inOrder = [...days].sort((a, b) => a - b);
  const gaps: (Gap & { readonly on: number })[] = [];
  inOrder.forEach((on, i) => {
    const next = inOrder[i + 1] ?? on + 1;
    const empty = next - on - 1;
    if (empty > 0) gaps.push({ on, from: dateText(on + 1), to: dateText(next - 1), days: empty });
  });
  gaps.sort((a, b) => b.days - a.days || a.on - b.on);
  return gaps.map(({ on: _, ...gap }) => gap);
}
