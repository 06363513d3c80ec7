import { beginOffsets } from '../walk/offsets.ts';
import { beginSingle } from '../walk/single.ts';
import { type Api, isoTime, queryOf } from './api.ts';

/** `GET /v1/audit`, paged by offset with a total; `GET /v1/audit/:id` for one entry. */
export const indigiarmor: Api = {
  time: 'created_at',
  id: 'id',
  members: [['logs'], ['log']],
  begin: ({ from, to, limit, entry }) => {
    if (entry === null) return beginOffsets(from, to, limit);
    const reason = 'the one entry that was asked for';
    return beginSingle([{ from: null, to: null, limit: 1, entry }], {
      complete: true,
      reason,
      reported: null,
    });
  },
  ask: ({ from, to, limit, offset = 0, entry }, { filters }) => {
    if (entry !== undefined) {
      const path = `/v1/audit/${encodeURIComponent(entry)}`;
      return { method: 'GET', path, query: [], body: null, streamed: false };
    }
    return {
      method: 'GET',
      path: '/v1/audit',
      query: [
        ['limit', String(limit)],
        ['offset', String(offset)],
        ...queryOf(filters, ['tier']),
        ...(from === null ? [] : [['from', isoTime(from)] as const]),
        ...(to === null ? [] : [['to', isoTime(to)] as const]),
      ],
      body: null,
      streamed: false,
    };
  },
};
