import type { Scope } from '../../../shared/contract/pack-operations.ts';
import type { EntryRow } from '../../../shared/domain/case.ts';

export const scopeKinds = ['claim', 'image', 'query', 'selection'] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** How many entries can be sealed as a selection from here; more must be named by a query. */
export const mostSelected = 20_000;

/** The scopes that the review screen suggests; empty if there are none. */
export interface ScopeChoices {
  readonly claim: string;
  readonly image: string;
  readonly query: string;
  /** Numbers of the selected entries, if there are several and not everything that matches. */
  readonly selection: readonly number[];
}

export function scopesFrom(
  row: EntryRow | undefined,
  query: string,
  selection: readonly number[] = [],
): ScopeChoices {
  return {
    claim: row?.values.case_id ?? '',
    image: row?.values.image_id ?? '',
    query: query.trim(),
    selection,
  };
}

/** From the history of a claim or an image, only that one, whatever is selected in the review. */
export function scopesOfHistory(subject: 'claim' | 'image', shown: string): ScopeChoices {
  return { ...scopesFrom(undefined, ''), [subject]: shown };
}

/** The first available choice; a selection that somebody made comes before the claim or image of its first row. */
export function proposedKind({ claim, image, query, selection }: ScopeChoices): ScopeKind {
  if (selection.length > 0) return 'selection';
  if (claim !== '') return 'claim';
  return image !== '' && query === '' ? 'image' : 'query';
}

/** Null if nothing is named. */
export function scopeOf(kind: ScopeKind, { claim, image, query, selection }: ScopeChoices): Scope | null {
  switch (kind) {
    case 'claim':
      return claim === '' ? null : { caseId: claim };
    case 'image':
      return image === '' ? null : { imageId: image };
    case 'query':
      return query.trim() === '' ? null : { query };
    case 'selection':
      return selection.length === 0 ? null : { selection: { entries: [...selection] } };
  }
}
