import { type Entry, failure, json, ndjson, numberIn, timeOf, type Vendor, within } from './vendor.ts';

const rangeLimit = 365 * 86_400_000;

/**
 * `GET /v1/audit`: from (inclusive), to (exclusive), event_type, asset_id, limit (100, at most 1000), cursor, format. A range
 * of more than 365 days is refused, as on every plan but Enterprise.
 */
export const verbitasServer: Vendor = ({ method, path, query }, entries) => {
  if (method !== 'GET' || path !== '/v1/audit') return failure(404, 'verbitas.not_found', 'no such endpoint');
  const [from, to] = [timeOf(query.get('from')), timeOf(query.get('to'))];
  if (from > to || (Number.isNaN(to) ? Date.now() : to) - from > rangeLimit)
    return failure(
      400,
      'verbitas.audit.invalid_date_range',
      'from is after to, or the range exceeds 365 days',
    );
  const limit = numberIn(query.get('limit'), 1, 1000, 100);
  if (limit === null) return failure(400, 'verbitas.invalid_limit', 'limit is at most 1000');
  const matching = sorted(entries).filter(
    (entry) =>
      within(timeOf(entry['timestamp']), from, to, 'from') &&
      (!query.has('event_type') || entry['event_type'] === query.get('event_type')) &&
      (!query.has('asset_id') || (entry['data'] as Entry)['asset_id'] === query.get('asset_id')),
  );
  if (query.get('format') === 'ndjson') return ndjson(matching);
  const after = query.get('cursor')?.replace(/^cur_/, '') ?? null;
  const start = after === null ? 0 : matching.findIndex(({ id }) => id === after) + 1;
  if (after !== null && start === 0) return failure(400, 'verbitas.invalid_cursor', 'unknown cursor');
  const page = matching.slice(start, start + limit);
  const more = start + page.length < matching.length;
  const last = page.at(-1)?.['id'];
  return json({ entries: page, cursor: more ? `cur_${last}` : null, has_more: more });
};

const order = new WeakMap<readonly Entry[], readonly Entry[]>();

function sorted(entries: readonly Entry[]): readonly Entry[] {
  const known = order.get(entries);
  if (known?.length === entries.length) return known;
  const made = entries.toSorted((a, b) => timeOf(a['timestamp']) - timeOf(b['timestamp']));
  order.set(entries, made);
  return made;
}
