import { useCallback, useRef, useState } from 'react';
import type { Review } from '../review/use-review.ts';
import { type ScopeChoices, scopesOfHistory } from '../seal/draft/scopes.ts';
import { useScopeChoices } from '../seal/use-scope-choices.ts';
import type { Places } from './use-places.ts';

/**
 * What the sealing wizard begins with, where it is open: the history that a person is looking at, or what the review
 * suggests.
 */
export function useSealingChoices(review: Review, { history }: Places) {
  const [choices, setChoices] = useState<ScopeChoices | null>(null);
  const ofReview = useScopeChoices(review);
  const suggest = () => {
    if (history === null || history.place.shown === null) return ofReview();
    return Promise.resolve(scopesOfHistory(history.subject, history.place.shown));
  };
  const latest = useRef(suggest);
  latest.current = suggest;
  // Memoized, so that typing a query does not redraw the frame with every key.
  const open = useCallback(() => void latest.current().then(setChoices), []);
  return { choices, open, close: () => setChoices(null) };
}
