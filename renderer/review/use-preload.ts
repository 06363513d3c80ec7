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
    client.job('index.preload', {}, { signal: wanted.signal }).catch(() => {});
    return () => wanted.abort();
  }, [client, entries]);
}
