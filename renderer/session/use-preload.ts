import { useEffect } from 'react';
import { useCase } from './case-context.tsx';
import { useClient } from './client-context.tsx';

/**
 * Has the engine read what the next questions need, from when a case is open on whichever screen: the first key of a query would
 * wait for it otherwise. It gives way to all questions.
 */
export function usePreload(): void {
  const client = useClient();
  const { entries } = useCase().info.counts;
  useEffect(() => {
    if (entries === 0) return;
    const wanted = new AbortController();
    // It is asked for to save time alone: where it fails, questions read for themselves, and tell.
    const { signal } = wanted;
    client
      .job('index.preload', {}, { signal })
      // Completion asks for these with the first key, before the search for it: the engine has them by then.
      .then(() => client.call('query.fields', {}, { signal }))
      .catch(() => {});
    return () => wanted.abort();
  }, [client, entries]);
}
