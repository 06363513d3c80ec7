import { useCallback } from 'react';
import type { CaseInfo } from '../../shared/domain/case.ts';
import { useClient } from '../session/client-context.tsx';
import type { ReviewPlace } from './use-review.ts';

/** Rows asked for at once. */
const step = 2000;

/** How many entries are picked, and their numbers when they are needed: they need not have been fetched. */
export function usePickedIds({ query, sort, picked }: ReviewPlace, info: CaseInfo) {
  const client = useClient();
  const first = Math.min(picked.anchor, picked.active);
  const end = Math.max(picked.anchor, picked.active) + 1;
  const ids = useCallback(async () => {
    const found: number[] = [];
    for (let offset = first; offset < end; offset += step) {
      const { rows } = await client.call('query.page', {
        query,
        ...(sort ? { sort } : {}),
        offset,
        limit: Math.min(step, end - offset),
      });
      found.push(...rows.map(({ id }) => id));
    }
    return found;
  }, [client, query, sort, first, end]);
  return { ids, count: info.counts.entries === 0 ? 0 : end - first };
}
