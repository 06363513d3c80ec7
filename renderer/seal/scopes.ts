import type { Scope } from '../../shared/contract/pack-operations.ts';
import type { EntryRow } from '../../shared/domain/case.ts';

export const scopeKinds = ['claim', 'image', 'query'] as const;
export type ScopeKind = (typeof scopeKinds)[number];
/** What a pack could be of, seen from the review screen; null where there is none. */
export type ScopeChoices = Readonly<Record<ScopeKind, Scope | null>>;

export function scopesFrom(row: EntryRow | undefined, query: string): ScopeChoices {
  const caseId = row?.values.case_id ?? null;
  const imageId = row?.values.image_id ?? null;
  return {
    claim: caseId === null ? null : { caseId },
    image: imageId === null ? null : { imageId },
    query: query.trim() === '' ? null : { query },
  };
}
