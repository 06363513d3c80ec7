import type { PastSearch } from '../../../shared/contract/view-operations.ts';

export interface SearchBranch {
  readonly search: PastSearch;
  /** Its depth: how many of the listed searches it descends from. */
  readonly depth: number;
}

/**
 * Searches as a branching list: each below the one that it was changed from. Branches are sorted by their latest
 * search, the latest first, as in `searches`.
 */
export function searchTree(searches: readonly PastSearch[]): SearchBranch[] {
  const listed = new Map(searches.map((search) => [search.id, search]));
  const under = new Map<number | null, PastSearch[]>();
  for (const search of searches) {
    const parent = search.parent !== null && listed.has(search.parent) ? search.parent : null;
    under.set(parent, [...(under.get(parent) ?? []), search]);
  }
  const place = new Map(searches.map(({ id }, at) => [id, at]));
  const latest = (search: PastSearch): number =>
    Math.min(place.get(search.id) as number, ...(under.get(search.id) ?? []).map(latest));
  const branch = (parent: number | null, depth: number): SearchBranch[] =>
    (under.get(parent) ?? [])
      .toSorted((a, b) => latest(a) - latest(b))
      .flatMap((search) => [{ search, depth }, ...branch(search.id, depth + 1)]);
  return branch(null, 0);
}
