/** The scope of a pack and its related entries, as sealing states them and a reader finds them. */
import { z } from 'zod';

const caseId = z.strictObject({ caseId: z.string().min(1) });
const imageId = z.strictObject({ imageId: z.string().min(1) });
const query = z.strictObject({ query: z.string().min(1) });
/** Scopes that a pack states in the words of the request. */
export const namedScopes = [caseId, imageId, query] as const;

/** Exactly one of these. For a selection, made entry by entry, the pack states the number of entries: the index lists them. */
export const packScopeSchema = z.union([
  ...namedScopes,
  z.strictObject({ selection: z.strictObject({ entries: z.number().int().min(1) }) }),
]);
export type PackScope = z.output<typeof packScopeSchema>;

/** Why an entry outside the scope is offered with it. An entry may be related for several reasons. */
export const relatedReasons = ['image', 'request', 'administration'] as const;
export type RelatedReason = (typeof relatedReasons)[number];

/** For people: why these entries are related. */
export const relatedWords: Readonly<Record<RelatedReason, string>> = {
  image: 'other entries on the same images, in other claims or in none',
  request: 'other entries of the same requests',
  administration: 'administrative events from a day before the first entry to a day after the last',
};

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What was found for one reason, and whether it is in the pack: what was left out is stated too. */
export const packRelatedSchema = z.strictObject({
  reason: z.enum(relatedReasons),
  /** Distinct entries of the case outside the scope. */
  entries: count,
  included: z.boolean(),
  /** Index lines that carry the reason; 0 if it was left out. */
  records: count,
  /** For `administration`: the period that was searched; null if no entry of the scope states a time, or its time is masked. */
  window: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
});
export type PackRelated = z.output<typeof packRelatedSchema>;

/** The key and value for which completeness can be proven; null for a query and a selection. */
export function scopeKey(
  scope: PackScope,
): { readonly key: 'case_id' | 'image_id'; readonly value: string } | null {
  if ('caseId' in scope) return { key: 'case_id', value: scope.caseId };
  if ('imageId' in scope) return { key: 'image_id', value: scope.imageId };
  return null;
}

export function scopeWords(scope: PackScope): string {
  if ('caseId' in scope) return `claim ${scope.caseId}`;
  if ('imageId' in scope) return `image ${scope.imageId}`;
  if ('query' in scope) return `the query ${scope.query}`;
  const { entries } = scope.selection;
  return `a selection of ${entries.toLocaleString('en-US')} ${entries === 1 ? 'entry' : 'entries'}`;
}
