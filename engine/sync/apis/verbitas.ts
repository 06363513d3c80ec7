import { apiFacts } from '../../../shared/domain/sync.ts';
import { beginCursor } from '../walk/cursor.ts';
import { beginSingle } from '../walk/single.ts';
import { type Api, isoTime, queryOf } from './api.ts';

const dayMs = 86_400_000;

/** The longest range that every plan allows in one request. */
const rangeLimit = 365 * dayMs;

/** No plan keeps entries for longer. */
const longestKept = Math.max(...apiFacts.verbitas.retention.map(({ days }) => days ?? 0)) * dayMs;

/**
 * `GET /v1/audit`: `from` inclusive, `to` exclusive, at most 365 days, paged by cursor; or as a stream of lines, which says
 * nothing of its own end.
 */
export const verbitas: Api = {
  time: 'timestamp',
  id: 'id',
  members: [['entries']],
  begin: ({ from, to, filters, limit }) => {
    const periods = inParts(from ?? to - longestKept, to);
    if (filters['format']?.[0] !== 'ndjson') return beginCursor(periods, limit);
    const reason =
      'an answer as NDJSON does not say whether it is all there is: without format=ndjson the cursor tells';
    return beginSingle(
      periods.map((period) => ({ ...period, limit, bulk: true })),
      { complete: false, reason, reported: null },
    );
  },
  ask: ({ from, to, limit, cursor, bulk = false }, { filters }) => ({
    method: 'GET',
    path: '/v1/audit',
    query: [
      ...(from === null ? [] : [['from', isoTime(from)] as const]),
      ...(to === null ? [] : [['to', isoTime(to)] as const]),
      ...queryOf(filters, ['event_type', 'asset_id']),
      ...(bulk ? [['format', 'ndjson'] as const] : [['limit', String(limit)] as const]),
      ...(cursor ? [['cursor', cursor] as const] : []),
    ],
    body: null,
    streamed: bulk,
  }),
};

function inParts(from: number, to: number): { readonly from: number; readonly to: number }[] {
  const parts: { readonly from: number; readonly to: number }[] = [];
  for (let at = from; at < to; at += rangeLimit) parts.push({ from: at, to: Math.min(to, at + rangeLimit) });
  return parts.length > 0 ? parts : [{ from, to }];
}
