import { type CodingLayout, codingLayoutSchema } from '../../shared/annotation/layout.ts';
import { type Mark, markSchema } from '../../shared/annotation/mark.ts';
import type { StoredAnnotation, Targets } from './events.ts';
import { compareOrder, type Order, orderAfter } from './order.ts';

/** An annotation event as the fold needs it, in memory for as long as the connection. */
export interface Said extends Targets {
  readonly seq: number;
  /** Of the event in the copy that it was written in: the same in every copy. */
  readonly id: string;
  readonly author: string;
  readonly time: string;
  readonly order: Order;
  readonly imported: boolean;
  readonly mark: Mark | null;
  readonly layout: CodingLayout | null;
  readonly reverses: number | null;
  /** Those of `others` that have come into this case since, by their numbers. */
  found: readonly number[];
}

/** @param latest the latest order of the events before it */
export function saidOf({ event, entries, others }: StoredAnnotation, latest: Order): Said {
  const { mark, layout, reverses, origin } = event.details;
  const from = readOrigin(origin);
  return {
    seq: event.seq,
    id: from?.hash ?? event.hash,
    author: event.actor,
    time: event.time,
    order: from?.order ?? orderAfter(latest, Date.parse(event.time)),
    imported: from !== null,
    mark: markSchema.safeParse(mark).data ?? null,
    layout: codingLayoutSchema.safeParse(layout).data ?? null,
    reverses: typeof reverses === 'number' ? reverses : null,
    entries,
    others,
    found: [],
  };
}

/** What a case file holds there may have been changed by another hand. */
function readOrigin(origin: unknown): { hash: string; order: Order } | null {
  if (typeof origin !== 'object' || origin === null) return null;
  const { hash, order } = origin as { hash?: unknown; order?: unknown };
  if (typeof hash !== 'string' || !Array.isArray(order)) return null;
  const [time, count] = order as unknown[];
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(at) || !Number.isSafeInteger(count)) return null;
  return { hash, order: { time: at, count: count as number } };
}

/** By order; events of one order, which no copy wrote in one go, by their ids. */
export function comparePlaces(a: Said, b: Said): number {
  return compareOrder(a.order, b.order) || (a.id < b.id ? -1 : Number(a.id > b.id));
}
