import { apiFacts } from '../../../shared/domain/sync.ts';
import { beginSingle } from '../walk/single.ts';
import { beginWindows } from '../walk/windows.ts';
import { type Api, isoTime, type Wish } from './api.ts';

/**
 * `GET /v1/audit-logs` with its parameters as JSON in the body of the GET; no paging is documented, nor how an answer is
 * wrapped. `POST /v1/audit-logs/export` gives everything at once, and says nothing of its own end.
 */
export const klyra: Api = {
  time: 'timestamp',
  id: 'id',
  members: [['logs'], ['audit_logs'], ['entries'], ['data'], ['data', 'logs'], ['items'], ['results']],
  begin: ({ from, to, limit, filters }) => {
    if (filters['format'] === undefined) return beginWindows(from ?? 0, to, limit);
    const reason =
      'an export does not say whether it is all there is: without format= the period is split until it is';
    return beginSingle([{ from: from ?? 0, to, limit, bulk: true }], {
      complete: false,
      reason,
      reported: null,
    });
  },
  ask: ({ from, to, limit, bulk = false }, { filters }) => {
    const period = {
      start_time: isoTime(from ?? 0),
      ...(to === null ? {} : { end_time: isoTime(to) }),
      ...asked(filters),
    };
    const form = bulk ? { format: filters['format']?.[0] ?? 'json' } : { limit };
    return {
      method: bulk ? 'POST' : 'GET',
      path: bulk ? '/v1/audit-logs/export' : '/v1/audit-logs',
      query: [],
      body: JSON.stringify({ ...period, ...form }),
      streamed: bulk,
    };
  },
};

function asked(filters: Wish['filters']): Record<string, string | readonly string[]> {
  const selecting = apiFacts.klyra.filters.filter(({ form, name }) => !form && filters[name] !== undefined);
  return Object.fromEntries(
    selecting.map(({ name, list }) => {
      const values = filters[name] as readonly string[];
      return [name, list ? values : (values[0] as string)];
    }),
  );
}
