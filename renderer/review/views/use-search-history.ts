import { useEffect, useRef } from 'react';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';

/** A query is a search once it has stood for so long, in milliseconds: what is still being typed is none. */
const restMs = 3000;

/** Remembers what was searched for, and from which search it was changed. Convenience: what cannot be kept is not mourned. */
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
