import { useEffect, useRef } from 'react';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';

/**
 * A query counts as a search once it has stayed the same for this many milliseconds: until then it is still being
 * typed.
 */
const restMs = 3000;

/**
 * Remembers what was searched for, and which search it was changed from. This is a convenience: failures are ignored.
 */
export function useSearchHistory(query: string, matched: number | null): void {
  const client = useClient();
  const { info } = useCase();
  const { known: examiner } = useReviewer();
  const parent = useRef<number | null>(null);
  const kept = info.mode !== 'read-only' && examiner !== '' && query.trim() !== '' && matched !== null;
  useEffect(() => {
    if (!kept) return;
    const timer = setTimeout(() => {
      client.call('search.add', { examiner, query, parent: parent.current, matched }).then(
        (search) => {
          parent.current = search?.id ?? null;
        },
        () => {
          parent.current = null;
        },
      );
    }, restMs);
    return () => clearTimeout(timer);
  }, [client, kept, examiner, query, matched]);
}
