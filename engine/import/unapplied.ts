import type { UnappliedOption } from '../../shared/domain/import.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import type { SourceRow } from '../case/sources.ts';
import { mappingOf } from './layout/stated.ts';

/** How a person says that files are to be read. */
export interface ReadingWish {
  readonly system?: string | undefined;
  readonly mapping?: Mapping | undefined;
  readonly partial: boolean;
}

/**
 * What was asked for of bytes that the case has already, and that their source is not: it stays as it was imported first.
 *
 * @param name of the file now
 */
export function unappliedTo(
  source: SourceRow,
  { system, mapping, partial }: ReadingWish,
  name: string = source.name,
): UnappliedOption[] {
  const { id, system: holds } = source;
  const of = { id, name, quarantined: source.quarantined };
  const unapplied: UnappliedOption[] = [];
  if (mapping !== undefined && canonicalize(mapping) !== canonicalize(mappingOf(source)))
    unapplied.push({ ...of, option: 'mapping', asked: mapping.name, holds });
  if (system !== undefined && system !== holds)
    unapplied.push({ ...of, option: 'system', asked: system, holds });
  if (partial && source.partial === 0)
    unapplied.push({ ...of, option: 'partial', asked: 'partial', holds: 'whole' });
  return unapplied;
}
