import { useCallback } from 'react';
import type { EntryRow } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import { useClient } from '../session/client-context.tsx';
import { strings } from '../strings.ts';
import { countText } from '../text/numbers.ts';
import { countSelected, type Selection, selectedRanges } from './selection.ts';
import type { Review } from './use-review.ts';

/** Rows asked for at once. */
const step = 2000;
/** Up to this many rows are collected one by one; more are named by their query. */
const mostRows = 100_000;

/** How the selected entries are named. */
export type Targets = { readonly entries: number[] } | { readonly query: string };

export type Selected = ReturnType<typeof useSelectedRows>;

/** The selected entries, read when needed: they may not have been fetched. */
export function useSelectedRows({ place, pages }: Review) {
  const client = useClient();
  const { query, sort, selection } = place;
  const matched = pages?.counts?.matched ?? 0;
  const count = countSelected(selection, matched);

  const rows = useCallback(
    async (most: number = mostRows): Promise<readonly EntryRow[]> => {
      if (count > most) throw tooMany(count, most);
      const found: EntryRow[] = [];
      for (const { first, last } of selectedRanges(selection, matched)) {
        for (let offset = first; offset <= last; offset += step) {
          const page = await client.call('query.page', {
            query,
            ...(sort ? { sort } : {}),
            offset,
            limit: Math.min(step, last - offset + 1),
          });
          found.push(...page.rows);
        }
      }
      return found;
    },
    [client, query, sort, selection, matched, count],
  );
  const targets = useCallback(async (): Promise<Targets> => {
    // A single entry is the one shown, even if the keys have moved on meanwhile.
    if (isWhole(selection, matched)) return { query };
    return { entries: (await rows()).map(({ id }) => id) };
  }, [query, rows, selection, matched]);
  // By the time something is said about the matches, others may match: a fixed set stays what it is.
  const found = useCallback(
    async () => client.call('annotation.targets', { on: await targets() }),
    [client, targets],
  );
  /** The query, if all that matches is selected. */
  const whole = isWhole(selection, matched) ? query : null;
  return { rows, targets, found, count, whole };
}

function isWhole(selection: Selection, matched: number): boolean {
  return matched > 1 && countSelected(selection, matched) === matched;
}

function tooMany(count: number, most: number): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: strings.review.tooMany(countText(count), countText(most)),
    safe: strings.review.tooManySafe,
    next: strings.review.tooManyNext,
  });
}
