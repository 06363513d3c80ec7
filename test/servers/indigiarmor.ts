import { failure, json, numberIn, timeOf, type Vendor, within } from './vendor.ts';

/** `GET /v1/audit`: limit (50, at most 100), offset, tier, from, to, with a total; and `GET /v1/audit/:id`. */
export const indigiarmorServer: Vendor = ({ method, path, query }, entries) => {
  const [, id] = /^\/v1\/audit\/([^/]+)$/.exec(path) ?? [];
  if (method === 'GET' && id !== undefined) {
    const log = entries.find((entry) => entry['id'] === decodeURIComponent(id));
    return log === undefined ? failure(404, 'not_found', 'no such entry') : json({ log });
  }
  if (method !== 'GET' || path !== '/v1/audit') return failure(404, 'not_found', 'no such endpoint');
  const limit = numberIn(query.get('limit'), 1, 100, 50);
  const offset = numberIn(query.get('offset'), 0, Number.MAX_SAFE_INTEGER, 0);
  const tier = query.get('tier');
  if (limit === null || offset === null) return failure(400, 'invalid_parameter', 'limit is at most 100');
  if (tier !== null && !['green', 'yellow', 'red'].includes(tier))
    return failure(400, 'invalid_parameter', 'tier');
  const matching = entries
    .filter((entry) =>
      within(timeOf(entry['created_at']), timeOf(query.get('from')), timeOf(query.get('to')), 'both'),
    )
    .filter((entry) => tier === null || entry['tier'] === tier)
    .toSorted((a, b) => timeOf(b['created_at']) - timeOf(a['created_at']));
  return json({ logs: matching.slice(offset, offset + limit), total: matching.length, limit, offset });
};
