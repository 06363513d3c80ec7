/** Entries that are not of a pack's scope, and bear on it: offered with the reason, and in the pack only where asked for. */

import type { RelatedWish } from '../../shared/contract/pack-operations.ts';
import { type PackRelated, type RelatedReason, relatedReasons } from '../../shared/pack/scope.ts';
import { momentText } from '../../shared/time/moment.ts';
import { lastEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import { administrationWindow } from '../history/administration.ts';
import { matchedIds } from '../query/results.ts';
import { scanRows } from '../query/rows-scan.ts';
import { mayTell, type Redactions } from '../redact/redactions.ts';
import { slices } from '../slices.ts';
import type { TaskContext } from '../task.ts';
import type { Records } from './records.ts';

export interface RelatedGroup {
  readonly reason: RelatedReason;
  /** By id, ascending; none of the scope. */
  readonly entries: Float64Array;
  readonly included: boolean;
  /** Of `administration`: the first and the last time of the scope, and where was looked, in milliseconds since 1970. */
  readonly window: { readonly first: number; readonly last: number; from: number; to: number } | null;
}

/** One group for each reason, in or out, in the order of `relatedReasons`. `scope`: ids, ascending. */
export function findRelated(
  db: ReadableDb,
  scope: Float64Array,
  { include }: RelatedWish,
  context: TaskContext,
): RelatedGroup[] {
  const shared = sharedWith(db, scope, context);
  const alike = entriesSharing(db, shared, context);
  const events = administrationIn(db, shared, context);
  const within = new Set(scope);
  const found = { ...alike, administration: events.ids };
  return relatedReasons.map((reason) => ({
    reason,
    entries: found[reason].filter((id) => !within.has(id)),
    included: include.includes(reason),
    window: reason === 'administration' ? events.window : null,
  }));
}

/** The entries of a pack: those of the scope, and the related ones that are in. Ascending. */
export function withRelated(scope: Float64Array, related: readonly RelatedGroup[] | null): Float64Array {
  const included = (related ?? []).filter((group) => group.included);
  if (included.every(({ entries }) => entries.length === 0)) return scope;
  return Float64Array.from(
    new Set([scope, ...included.map(({ entries }) => entries)].flatMap((ids) => [...ids])),
  ).sort();
}

/** Why an entry is in the pack, for those that are not of its scope. */
export function reasonsOf(related: readonly RelatedGroup[] | null): Map<number, RelatedReason[]> {
  const reasons = new Map<number, RelatedReason[]>();
  for (const { reason, entries, included } of related ?? []) {
    if (!included) continue;
    for (const id of entries) {
      const known = reasons.get(id);
      if (known === undefined) reasons.set(id, [reason]);
      else known.push(reason);
    }
  }
  return reasons;
}

/** What the pack says of the groups. The window is not told where it would tell a time that stays back. */
export function statedRelated(
  related: readonly RelatedGroup[] | null,
  records: Records,
  redactions: Pick<Redactions, 'hidden' | 'withheldBounds'>,
): PackRelated[] | null {
  const reasons = reasonsOf(related);
  const counts = new Map<RelatedReason, number>();
  for (const { entry } of reasons.size === 0 ? [] : records)
    for (const reason of reasons.get(entry) ?? []) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return (
    related?.map(({ reason, entries, included, window }) => ({
      reason,
      entries: entries.length,
      included,
      records: counts.get(reason) ?? 0,
      window:
        window === null || [window.first, window.last].some((time) => !mayTell(redactions, time))
          ? null
          : { from: momentText(window.from), to: momentText(window.to) },
    })) ?? null
  );
}

/** What entries of the scope have that others may share: stored values, which are codes of terms or text. */
interface Shared {
  readonly images: ReadonlySet<unknown>;
  readonly requests: ReadonlySet<unknown>;
  readonly first: number;
  readonly last: number;
}

function sharedWith(db: ReadableDb, scope: Float64Array, context: TaskContext): Shared {
  const images = new Set<unknown>();
  const requests = new Set<unknown>();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  scanRows(db, scope, ['e.image_id', 'e.request_id', 'e.time'], context, (_, [, image, request, time]) => {
    if (image !== null) images.add(image);
    if (request !== null) requests.add(request);
    if (typeof time !== 'number') return;
    first = Math.min(first, time);
    last = Math.max(last, time);
  });
  return { images, requests, first, last };
}

/** All entries with one of these images, and with one of these requests, those of the scope too. */
function entriesSharing(
  db: ReadableDb,
  { images, requests }: Shared,
  context: TaskContext,
): { readonly image: Float64Array; readonly request: Float64Array } {
  const rows = db
    .prepare<[number, number], [number, unknown, unknown]>(
      'SELECT id, image_id, request_id FROM entry_row WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    .raw();
  const [image, request]: [number[], number[]] = [[], []];
  const last = images.size + requests.size === 0 ? 0 : lastEntry(db);
  for (const { low, high } of slices(1, last, context)) {
    context.progress({ phase: 'looking for related entries', done: low, total: last, unit: 'entries' });
    for (const [id, its, of] of rows.iterate(low, high)) {
      if (images.has(its)) image.push(id);
      if (requests.has(of)) request.push(id);
    }
  }
  return { image: Float64Array.from(image), request: Float64Array.from(request) };
}

function administrationIn(db: ReadableDb, { first, last }: Shared, context: TaskContext) {
  if (first > last) return { ids: new Float64Array(), window: null };
  const { from, to, query } = administrationWindow(first, last);
  return { ids: matchedIds(db, { query }, context).toSorted(), window: { first, last, from, to } };
}
