import { useEffect } from 'react';
import { useClient } from '../session/client-context.tsx';

/**
 * Has the engine read what the next questions need; it gives way to all of them. `entries` of the case: 0 while none are shown, for
 * those come first.
 */
export function usePreload(entries: number): void {
  const client = useClient();
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
