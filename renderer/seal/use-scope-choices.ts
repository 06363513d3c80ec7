import { useCallback } from 'react';
import { useSelectedRows } from '../review/selected-rows.ts';
import type { Review } from '../review/use-review.ts';
import { mostSelected, type ScopeChoices, scopesFrom } from './draft/scopes.ts';

/** The scopes that the review suggests; asked for when they are needed. */
export function useScopeChoices(review: Review): () => Promise<ScopeChoices> {
  const { place, pages } = review;
  const { targets, count } = useSelectedRows(review);
  return useCallback(async () => {
    const active = pages?.row(place.selection.active);
    // A single row is just where the keys are, not a choice; everything that matches is named by the query.
    if (count < 2 || count > mostSelected) return scopesFrom(active, place.query);
    const chosen = await targets().catch(() => null);
    return scopesFrom(active, place.query, chosen !== null && 'entries' in chosen ? chosen.entries : []);
  }, [place, pages, targets, count]);
}
