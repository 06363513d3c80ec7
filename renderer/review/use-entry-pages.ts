import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { InputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import { useClient } from '../session/client-context.tsx';
import { EntryPages, type Question } from './entry-pages.ts';

/**
 * The entries of a question. Until the first page of a new question arrives, the pages of the previous one stay, so
 * that typing does not make the grid flicker. `settled` says whether it has arrived, and `answered` in which version
 * of the case the pages were asked for.
 */
export function useEntryPages(question: Question, version: number, firstRow: number) {
  const client = useClient();
  const [pages, setPages] = useState<EntryPages | null>(null);
  const shown = useRef<EntryPages | null>(null);
  const startRow = useRef(firstRow);
  startRow.current = firstRow;
  const { query, sort } = question;
  const [attempt, setAttempt] = useState(0);
  const asked = JSON.stringify([version, attempt, query, sort]);
  const [answered, setAnswered] = useState({ asked: '', version });

  useEffect(() => {
    const [nextVersion, , nextQuery, nextSort] = JSON.parse(asked) as [
      number,
      number,
      string,
      Question['sort'] | null,
    ];
    const source = {
      page: (input: InputOf<Operations['query.page']>, signal: AbortSignal) =>
        client.call('query.page', input, { signal }),
      count: (counted: string, signal: AbortSignal) =>
        client.call('query.count', { query: counted }, { signal }),
    };
    const next = new EntryPages(source, { query: nextQuery, sort: nextSort ?? undefined });
    const show = () => {
      if (!next.ready(startRow.current)) return;
      stopWaiting();
      shown.current?.dispose();
      shown.current = next;
      setPages(next);
      setAnswered({ asked, version: nextVersion });
    };
    const stopWaiting = next.subscribe(show);
    next.start(startRow.current);
    return () => {
      if (shown.current !== next) next.dispose();
    };
  }, [client, asked]);

  useSyncExternalStore(pages?.subscribe ?? neverChanges, () => pages?.revision ?? 0);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return { pages, answered: answered.version, settled: answered.asked === asked, again };
}

const neverChanges = () => () => {};
