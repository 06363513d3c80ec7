import type { History, HistoryEntry, HistoryKind, Lane } from '../../shared/domain/history.ts';
import type { Subject } from './subject.ts';

/** A column of the timeline. */
export interface TimelineLane {
  readonly key: string;
  /** Of one product, or of one kind of entry. */
  readonly of: Lane | HistoryKind;
}

export interface Timeline {
  readonly lanes: readonly TimelineLane[];
  /** In order of time, entries without a time last. */
  readonly rows: readonly { readonly entry: HistoryEntry; readonly lane: string }[];
}

const kinds: readonly HistoryKind[] = [
  'submission',
  'detection',
  'action',
  'access',
  'other',
  'administration',
];

/**
 * An image has one lane for each product; a claim has one for each kind of entry, including the administrative events
 * around its time.
 */
export function timelineOf(subject: Subject, history: History): Timeline {
  if (subject === 'image') {
    return {
      lanes: history.lanes.map((lane) => ({ key: productKey(lane), of: lane })),
      rows: history.entries.map((entry) => ({ entry, lane: productKey(productOf(entry)) })),
    };
  }
  const own = new Set(history.entries.map(({ row }) => row.id));
  const around = history.administration?.entries.filter(({ row }) => !own.has(row.id)) ?? [];
  const entries = [...history.entries, ...around].sort(byTime);
  const present = kinds.filter((kind) => entries.some((entry) => entry.kind === kind));
  return {
    lanes: present.map((kind) => ({ key: kind, of: kind })),
    rows: entries.map((entry) => ({ entry, lane: entry.kind })),
  };
}

function productOf({ system, row }: HistoryEntry) {
  return { system, product: row.values.product ?? '' };
}

function productKey({ system, product }: { readonly system: string; readonly product: string }): string {
  return JSON.stringify([system, product]);
}

function byTime(a: HistoryEntry, b: HistoryEntry): number {
  return (a.ms ?? Number.POSITIVE_INFINITY) - (b.ms ?? Number.POSITIVE_INFINITY) || a.row.id - b.row.id;
}
