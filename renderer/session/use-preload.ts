import { useEffect } from 'react';
import { useCase } from './case-context.tsx';
import { useClient } from './client-context.tsx';

/**
 * Has the engine read what the next questions need as soon as a case is open on any screen; otherwise the first key
 * of a query would wait for it. All questions take precedence.
 */
export function usePreload(): void {
  const client = useClient();
  const { entries } = useCase().info.counts;
  useEffect(() => {
    if (entries === 0) return;
    const wanted = new AbortController();
    // This only saves time: if it fails, questions do the reading themselves, and report errors.
    const { signal } = wanted;
    client
      .job('index.preload', {}, { signal })
      // Completion needs these at the first key, before the first search: the engine has them by then.
      .then(() => client.call('query.fields', {}, { signal }))
      .catch(() => {});
    return () => wanted.abort();
  }, [client, entries]);
}
