import { beginWindows } from '../walk/windows.ts';
import { type Api, isoTime, queryOf } from './api.ts';

/** `GET /v1/audit/logs`: a period, filters and a limit; no paging is documented, nor how an answer is wrapped. */
export const itsreal: Api = {
  time: 'timestamp',
  id: 'log_id',
  members: [['logs'], ['entries'], ['data'], ['data', 'logs'], ['items'], ['results']],
  begin: ({ from, to, limit }) => beginWindows(from ?? 0, to, limit),
  ask: ({ from, to, limit }, { filters }) => ({
    method: 'GET',
    path: '/v1/audit/logs',
    query: [
      ['from', isoTime(from ?? 0)],
      ...(to === null ? [] : [['to', isoTime(to)] as const]),
      ...queryOf(filters, ['product', 'verdict', 'action']),
      ['limit', String(limit)],
    ],
    body: null,
    streamed: false,
  }),
};
