import type { Scope } from '../../shared/contract/pack-operations.ts';
import type { EntryRow } from '../../shared/domain/case.ts';

export const scopeKinds = ['claim', 'image', 'query', 'selection'] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** Entries that can be sealed as a selection from here; more are named by a query. */
export const mostSelected = 20_000;

/** What a pack could be of, seen from the review screen; empty where there is none. */
export interface ScopeChoices {
  readonly claim: string;
  readonly image: string;
  readonly query: string;
  /** Numbers of the selected entries, where they are more than one and not all that match. */
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

/** Seen from the history of a claim or an image: of that one, whatever the review has under its keys. */
export function scopesOfHistory(subject: 'claim' | 'image', shown: string): ScopeChoices {
  return { ...scopesFrom(undefined, ''), [subject]: shown };
}

/** The first of the choices that there is; a selection that somebody made comes before what its first row is about. */
export function proposedKind({ claim, image, query, selection }: ScopeChoices): ScopeKind {
  if (selection.length > 0) return 'selection';
  if (claim !== '') return 'claim';
  return image !== '' && query === '' ? 'image' : 'query';
}

/** Null where nothing is named. */
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
