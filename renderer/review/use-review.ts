import { useCallback, useMemo, useRef } from 'react';
import { findColumn } from '../../shared/domain/columns.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { useCase } from '../session/case-context.tsx';
import { load, store, useStoredState } from '../session/stored-state.ts';
import type { Picked } from './grid/grid.tsx';
import type { Sort } from './grid/grid-header.tsx';
import { useEntryPages } from './use-entry-pages.ts';

/** Where a person is in a case: it survives a reload and a visit to another screen. */
export interface ReviewPlace {
  readonly query: string;
  readonly sort: Sort | null;
  readonly picked: Picked;
}

const start: ReviewPlace = {
  query: '',
  sort: { column: 'time', descending: false },
  picked: { anchor: 0, active: 0 },
};

export type Review = ReturnType<typeof useReview>;

export function useReview() {
  const { info, version } = useCase();
  const [place, setPlace] = useStoredState(`review.${info.uuid}`, start, readPlace);
  const { query, sort, picked } = place;
  const { pages, settled } = useEntryPages({ query, sort: sort ?? undefined }, version, picked.active);
  const change = useCallback(
    (part: Partial<ReviewPlace>) => setPlace((before) => ({ ...before, ...part })),
    [setPlace],
  );
  const top = useTopRow(info.uuid, JSON.stringify([query, sort]), picked.active);
  return { place, change, pages, settled, top };
}

/** Which row stands first in the grid: kept beside the place, for scrolling must not make the screen anew. */
function useTopRow(uuid: string, asked: string, otherwise: number) {
  const key = `top.${uuid}`;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  return useMemo(
    () => ({
      first: () => {
        const kept = load(key, readTop);
        return kept?.asked === asked ? kept.first : otherwise;
      },
      keep: (first: number) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => store(key, { asked, first }), 200);
      },
    }),
    [key, asked, otherwise],
  );
}

function readTop(stored: unknown): { readonly asked: string; readonly first: number } | null {
  const { asked, first } = (stored ?? {}) as { readonly asked?: unknown; readonly first?: unknown };
  return typeof asked === 'string' && isRow(first) ? { asked, first } : null;
}

/** What was stored may be of another version of this program: what does not read is dropped. */
function readPlace(stored: unknown): ReviewPlace | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { query, sort, picked } = stored as Partial<Record<keyof ReviewPlace, unknown>>;
  if (typeof query !== 'string') return null;
  try {
    parseQuery(query);
  } catch {
    return null;
  }
  return { query, sort: readSort(sort), picked: readPicked(picked) };
}

function readSort(stored: unknown): Sort | null {
  const { column, descending } = (stored ?? {}) as Partial<Record<keyof Sort, unknown>>;
  const known = typeof column === 'string' ? findColumn(column) : undefined;
  return known ? { column: known.name as Sort['column'], descending: descending === true } : null;
}

function readPicked(stored: unknown): Picked {
  const { anchor, active } = (stored ?? {}) as Partial<Record<keyof Picked, unknown>>;
  return isRow(anchor) && isRow(active) ? { anchor, active } : start.picked;
}

function isRow(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
