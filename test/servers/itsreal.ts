import {
  type Bounds,
  type Entry,
  failure,
  json,
  ndjson,
  numberIn,
  timeOf,
  type Vendor,
  within,
} from './vendor.ts';

/** What itsreal's documentation leaves open. */
export interface ItsrealChoices {
  readonly wrap?: 'array' | 'logs' | 'ndjson';
  readonly bounds?: Bounds;
  readonly order?: 'newest' | 'oldest';
  /** Most entries of an answer, whatever is asked for. */
  readonly cap?: number;
}

const filters = [
  ['product', (entry: Entry) => entry['product']],
  ['verdict', (entry: Entry) => (entry['result'] as Entry | undefined)?.['verdict'] ?? entry['verdict']],
  ['action', (entry: Entry) => entry['action_recorded']],
] as const;

/** `GET /v1/audit/logs` with from, to, product, verdict, action and limit. */
export function itsrealServer({
  wrap = 'array',
  bounds = 'both',
  order = 'newest',
  cap = Number.POSITIVE_INFINITY,
}: ItsrealChoices = {}): Vendor {
  return ({ method, path, query }, entries) => {
    if (method !== 'GET' || path !== '/v1/audit/logs') return failure(404, 'not_found', 'no such endpoint');
    const [from, to] = [query.get('from'), query.get('to')];
    const limit = numberIn(query.get('limit'), 1, 100_000, 100);
    if (limit === null) return failure(400, 'invalid_limit', 'limit');
    if ((from !== null && Number.isNaN(timeOf(from))) || (to !== null && Number.isNaN(timeOf(to))))
      return failure(400, 'invalid_date', 'from and to are dates');
    const matching = entries.filter(
      (entry) =>
        within(timeOf(entry['timestamp']), timeOf(from), timeOf(to), bounds) &&
        filters.every(([name, of]) => !query.has(name) || query.get(name) === of(entry)),
    );
    const sorted = matching.toSorted((a, b) => timeOf(a['timestamp']) - timeOf(b['timestamp']));
    const page = (order === 'newest' ? sorted.reverse() : sorted).slice(0, Math.min(limit, cap));
    if (wrap === 'ndjson') return ndjson(page);
    return json(wrap === 'logs' ? { logs: page } : page);
  };
}
