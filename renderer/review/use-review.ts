import { useCallback, useMemo, useRef } from 'react';
import { findColumn } from '../../shared/domain/columns.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { useCase } from '../session/case-context.tsx';
import { load, store, useStoredState } from '../session/stored-state.ts';
import type { Sort } from './grid/grid-header.tsx';
import { firstRow, readSelection, type Selection } from './selection.ts';
import { useEntryPages } from './use-entry-pages.ts';

/** A person's place in a case: it survives a reload and a visit to another screen. */
export interface ReviewPlace {
  readonly query: string;
  readonly sort: Sort | null;
  readonly selection: Selection;
}

const start: ReviewPlace = {
  query: '',
  sort: { column: 'time', descending: false },
  selection: firstRow,
};

export type Review = ReturnType<typeof useReview>;

export function useReview() {
  const { info, version } = useCase();
  const [place, setPlace] = useStoredState(`review.${info.uuid}`, start, readPlace);
  const { query, sort, selection } = place;
  const { pages, answered, settled, again } = useEntryPages(
    { query, sort: sort ?? undefined },
    version,
    selection.active,
  );
  const change = useCallback(
    (part: Partial<ReviewPlace>) => setPlace((before) => ({ ...before, ...part })),
    [setPlace],
  );
  const setQuery = useCallback(
    (next: string | ((query: string) => string)) =>
      setPlace((before) => {
        const query = typeof next === 'string' ? next : next(before.query);
        return before.query === query ? before : { ...before, query, selection: firstRow };
      }),
    [setPlace],
  );
  const select = useCallback(
    (next: (before: Selection) => Selection) =>
      setPlace((before) => ({ ...before, selection: next(before.selection) })),
    [setPlace],
  );
  const top = useTopRow(info.uuid, JSON.stringify([query, sort]), selection.active);
  return { place, change, setQuery, select, pages, answered, settled, again, top };
}

/** The row at the top of the grid: kept apart from the place, so that scrolling does not redraw the screen. */
function useTopRow(uuid: string, asked: string, otherwise: number) {
  const key = `top.${uuid}`;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const fallback = useRef(otherwise);
  fallback.current = otherwise;
  return useMemo(
    () => ({
      first: () => {
        const kept = load(key, readTop);
        return kept?.asked === asked ? kept.first : fallback.current;
      },
      keep: (first: number) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => store(key, { asked, first }), 200);
      },
    }),
    [key, asked],
  );
}

function readTop(stored: unknown): { readonly asked: string; readonly first: number } | null {
  const { asked, first } = (stored ?? {}) as { readonly asked?: unknown; readonly first?: unknown };
  const isRow = Number.isSafeInteger(first) && Number(first) >= 0;
  return typeof asked === 'string' && isRow ? { asked, first: Number(first) } : null;
}

/** What was stored may come from another version of this program: what cannot be read is dropped. */
function readPlace(stored: unknown): ReviewPlace | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { query, sort, selection } = stored as Partial<Record<keyof ReviewPlace, unknown>>;
  if (typeof query !== 'string') return null;
  try {
    parseQuery(query);
  } catch {
    return null;
  }
  return { query, sort: readSort(sort), selection: readSelection(selection) };
}

function readSort(stored: unknown): Sort | null {
  const { column, descending } = (stored ?? {}) as Partial<Record<keyof Sort, unknown>>;
  const known = typeof column === 'string' ? findColumn(column) : undefined;
  return known ? { column: known.name as Sort['column'], descending: descending === true } : null;
}
