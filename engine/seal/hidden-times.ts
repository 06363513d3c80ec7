import { columns } from '../../shared/domain/columns.ts';
import { mask } from '../../shared/pack/mask.ts';
import type { CaseState } from './case-state.ts';

const timeColumns = columns.flatMap(({ kind }, at) => (kind === 'time' ? [at] : []));

/**
 * The sources of which a record is withheld, or a time masked: what a verification saw of their times would tell of these, such as
 * that one entry was logged before its own time.
 */
export function sourcesOfHiddenTimes({
  records,
  redactions: { withheld, masked, copies },
}: Pick<CaseState, 'records' | 'redactions'>): ReadonlySet<number> {
  const sources = new Set<number>();
  if (withheld.size + masked.size === 0) return sources;
  const copied = new Map<number, Set<number>>();
  const seen = new Map<number, Set<unknown>>();
  for (const { source, entry } of records) {
    if (withheld.has(entry)) sources.add(source);
    const fields = masked.get(entry);
    if (fields === undefined || seen.get(source)?.has(fields)) continue;
    // Of those with the same fields one is enough.
    seen.set(source, (seen.get(source) ?? new Set()).add(fields));
    copied.set(entry, (copied.get(entry) ?? new Set()).add(source));
  }
  for (const { id, source, copy } of copies.copies(Float64Array.from(copied.keys()).sort())) {
    const values = copies.values(source, copy);
    if (!timeColumns.some((at) => values[at] === mask)) continue;
    for (const each of copied.get(id) ?? []) sources.add(each);
  }
  return sources;
}
