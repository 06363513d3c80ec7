import {
  type Answered,
  type Bounds,
  type Entry,
  failure,
  json,
  timeOf,
  type Vendor,
  within,
} from './vendor.ts';

/** What Klyra's documentation leaves open. */
export interface KlyraChoices {
  readonly wrap?: 'array' | 'logs';
  readonly bounds?: Bounds;
}

/** `GET /v1/audit-logs` with a JSON body, `POST /v1/audit-logs/export` as JSON or CSV. */
export function klyraServer({ wrap = 'logs', bounds = 'both' }: KlyraChoices = {}): Vendor {
  return ({ method, path, query, body }, entries) => {
    if ([...query].length > 0) return failure(400, 'invalid_request', 'parameters stand in the body');
    const wish = typeof body === 'object' && body !== null ? (body as Entry) : null;
    if (wish === null) return failure(400, 'invalid_request', 'a JSON body is needed');
    if (Number.isNaN(timeOf(wish['start_time'])) || Number.isNaN(timeOf(wish['end_time'])))
      return failure(400, 'invalid_request', 'start_time and end_time are times');
    const matching = entries.filter((entry) => matches(entry, wish, bounds));
    const wrapped = (page: readonly Entry[]) => json(wrap === 'logs' ? { logs: page } : page);
    if (method === 'GET' && path === '/v1/audit-logs') {
      const { limit = 100 } = wish;
      if (typeof limit !== 'number' || limit < 1) return failure(400, 'invalid_request', 'limit');
      return wrapped(matching.slice(0, limit));
    }
    if (method === 'POST' && path === '/v1/audit-logs/export')
      return wish['format'] === 'csv' ? csv(matching) : wrapped(matching);
    return failure(404, 'not_found', 'no such endpoint');
  };
}

function matches(entry: Entry, wish: Entry, bounds: Bounds): boolean {
  const part = (name: string, member: string) => (entry[name] as Entry | undefined)?.[member];
  const among = (list: unknown, value: unknown) => !Array.isArray(list) || list.includes(value);
  return (
    within(timeOf(entry['timestamp']), timeOf(wish['start_time']), timeOf(wish['end_time']), bounds) &&
    among(wish['event_types'], entry['event_type']) &&
    among(wish['actors'], part('actor', 'id')) &&
    among(wish['resources'], part('resource', 'id')) &&
    (wish['status'] === undefined || wish['status'] === entry['status']) &&
    (wish['client_ip'] === undefined || wish['client_ip'] === part('metadata', 'client_ip'))
  );
}

const columns = [
  'id',
  'timestamp',
  'event_type',
  'actor.id',
  'resource.type',
  'resource.id',
  'action',
  'status',
];

function csv(entries: readonly Entry[]): Answered {
  const cell = (entry: Entry, path: string) =>
    String(
      path.split('.').reduce<unknown>((value, name) => (value as Entry | undefined)?.[name], entry) ?? '',
    );
  const rows = entries.map((entry) => columns.map((path) => cell(entry, path)).join(','));
  return { status: 200, type: 'text/csv', body: `${[columns.join(','), ...rows].join('\r\n')}\r\n` };
}
