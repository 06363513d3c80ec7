import type { Related, RelatedGroup, RelatedKind } from '../../shared/domain/related.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { printQuery } from '../../shared/query/print.ts';
import type { ExactField } from '../../shared/query/syntax.ts';
import type { ReadableDb } from '../case/database.ts';
import { idsOf } from '../query/results.ts';
import { entryRows } from '../query/rows.ts';
import type { TaskContext } from '../task.ts';
import { duplicatesOf, noEntry } from './detail.ts';

export interface RelatedQuestion {
  readonly id: number;
  /** Entries of each group, and places of duplicates, that are listed. */
  readonly first: number;
  /** How far from the entry's time the same actor's entries are related to it. */
  readonly minutes: number;
}

/**
 * What else the case holds that belongs to an entry: of the same image, claim, request or id, by the same actor around the
 * same time, and the same bytes again.
 *
 * @throws AppError INVALID_INPUT for an entry that the case does not have, CANCELLED
 */
export function relatedEntries(
  db: ReadableDb,
  { id, first, minutes }: RelatedQuestion,
  context: TaskContext,
): Related {
  const [row] = entryRows(db, [id], context);
  if (row === undefined) throw noEntry(id);
  const { image_id, case_id, request_id, actor, entry_id } = row.values;
  const around = actor === null ? null : timesAround(db, id, minutes);
  const wanted: [kind: RelatedKind, value: string | null, query: string | null][] = [
    ['image', image_id, image_id && is('image_id', image_id)],
    ['case', case_id, case_id && is('case_id', case_id)],
    ['request', request_id, request_id && is('request_id', request_id)],
    ['actor', actor, around && `${is('actor', String(actor))} ${around}`],
    ['conflicts', row.conflict ? entry_id : null, entry_id && `${is('entry_id', entry_id)} is:conflicting`],
  ];
  const groups = wanted.flatMap(([kind, value, query]) =>
    value === null || !query ? [] : [groupOf(db, { kind, value, query, id, first }, context)],
  );
  const duplicates = duplicatesOf(db, id);
  return { groups, duplicates: { count: duplicates.length, first: duplicates.slice(0, first) } };
}

function groupOf(
  db: ReadableDb,
  {
    id,
    first,
    ...group
  }: Pick<RelatedGroup, 'kind' | 'value' | 'query'> & { readonly id: number; readonly first: number },
  context: TaskContext,
): RelatedGroup {
  const ids = idsOf(db, parseQuery(group.query), { column: 'time', descending: false }, context);
  const place = ids.indexOf(id);
  const from = Math.max(0, Math.min(place - Math.floor(first / 2), ids.length - first - 1));
  const listed = [...ids.subarray(from, from + first + 1)].filter((each) => each !== id).slice(0, first);
  return {
    ...group,
    count: ids.length - (place === -1 ? 0 : 1),
    entries: entryRows(db, listed, context),
    previous: place > 0 ? (ids[place - 1] ?? null) : null,
    next: place === -1 ? null : (ids[place + 1] ?? null),
  };
}

/** A term for the times around an entry's own; null where that is not understood. */
function timesAround(db: ReadableDb, id: number, minutes: number): string | null {
  const ms = db.prepare<[number], number | null>('SELECT time FROM entry_row WHERE id = ?').pluck().get(id);
  if (ms === null || ms === undefined) return null;
  const reach = minutes * 60_000;
  return `time:${timeText(ms - reach)}..${timeText(ms + reach)}`;
}

/** Within the years that a query can name. */
function timeText(ms: number): string {
  const bounded = Math.min(
    Math.max(ms, Date.parse('0000-01-01T00:00:00Z')),
    Date.parse('9999-12-31T23:59:59.999Z'),
  );
  return new Date(bounded).toISOString();
}

function is(field: ExactField, value: string): string {
  return printQuery({ kind: 'exact', field, values: [value], start: 0, end: 0 });
}
