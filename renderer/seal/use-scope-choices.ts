import { useCallback } from 'react';
import { useSelectedRows } from '../review/selected-rows.ts';
import type { Review } from '../review/use-review.ts';
import { mostSelected, type ScopeChoices, scopesFrom } from './scopes.ts';

/** What a pack could be of, from where somebody is in the review; asked when it is needed. */
export function useScopeChoices(review: Review): () => Promise<ScopeChoices> {
  const { place, pages } = review;
  const { targets, count } = useSelectedRows(review);
  return useCallback(async () => {
    const active = pages?.row(place.selection.active);
    // One row is where the keys are, and no choice; all that match are named by their query.
    if (count < 2 || count > mostSelected) return scopesFrom(active, place.query);
    const chosen = await targets().catch(() => null);
    return scopesFrom(active, place.query, chosen !== null && 'entries' in chosen ? chosen.entries : []);
  }, [place, pages, targets, count]);
}
