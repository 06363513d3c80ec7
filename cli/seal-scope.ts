import type { RelatedWish, Scope } from '../shared/contract/pack-operations.ts';
import { type RelatedReason, relatedReasons } from '../shared/pack/scope.ts';
import { givenText } from './given-file.ts';
import { usageFaults } from './usage.ts';

const usage = usageFaults('nothing was written');

export interface ScopeOptions {
  readonly caseId?: string;
  readonly imageId?: string;
  readonly query?: string;
  readonly entry?: readonly string[];
  readonly entries?: string;
  readonly related?: string | true;
}

/** @throws AppError INVALID_INPUT where not exactly one is given, FILE_UNREADABLE */
export function scopeOf({ caseId, imageId, query, entry, entries }: ScopeOptions): Scope {
  const scopes: Scope[] = [];
  if (caseId !== undefined) scopes.push({ caseId });
  if (imageId !== undefined) scopes.push({ imageId });
  if (query !== undefined) scopes.push({ query });
  const named = [...(entry ?? []), ...(entries === undefined ? [] : idsIn(entries))];
  if (entry !== undefined || entries !== undefined) scopes.push({ selection: { entryIds: named } });
  const [scope] = scopes;
  if (scope !== undefined && scopes.length === 1) return scope;
  throw usage(
    'a pack is of one claim, one image, one query or one selection',
    'give exactly one of --case-id, --image-id, --query and --entry or --entries',
  );
}

/** One id to a line. @throws AppError if the file cannot be read, or names no entry */
function idsIn(path: string): string[] {
  const ids = givenText(path, 'nothing was written')
    .split(/\r?\n/)
    .filter((id) => id !== '');
  if (ids.length > 0) return ids;
  throw usage(`${path} names no entry`, 'write one id on each line');
}

/** Undefined if related entries are not looked for. */
export function relatedOf({ related }: ScopeOptions): RelatedWish | undefined {
  if (related === undefined) return undefined;
  if (related === true) return { include: [...relatedReasons] };
  if (related === 'none') return { include: [] };
  const words = related.split(',');
  const include = relatedReasons.filter((reason) => words.includes(reason));
  const unknown = words.find((word) => !include.includes(word as RelatedReason));
  if (unknown === undefined) return { include };
  throw usage(
    `${JSON.stringify(unknown)} is no reason for which entries are related`,
    `give --related alone for all, or some of ${relatedReasons.join(',')}, or none`,
  );
}
