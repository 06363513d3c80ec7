import { counted } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

/** The scope of a pack in words: as it was requested, and as a case or a pack states it. */
export function scopeText(scope: object): string {
  const of = scope as Partial<Record<'caseId' | 'imageId' | 'query' | 'selection', unknown>>;
  if (typeof of.caseId === 'string') return `Claim ${visibleLine(of.caseId)}`;
  if (typeof of.imageId === 'string') return `Image ${visibleLine(of.imageId)}`;
  if (typeof of.query === 'string') return `Query ${visibleLine(of.query)}`;
  const { entries } = (of.selection ?? {}) as { readonly entries?: number | readonly unknown[] };
  const count = typeof entries === 'number' ? entries : (entries?.length ?? 0);
  return `Selection of ${counted(count, 'entry', 'entries')}`;
}

/** The same of a scope as the list of packs has it: JSON. */
export function storedScopeText(scope: string): string {
  try {
    return scopeText(JSON.parse(scope) as object);
  } catch {
    return scope;
  }
}
