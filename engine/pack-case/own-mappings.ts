import { canonicalize } from '../../shared/json/canonical.ts';
import { readMapping } from '../../shared/mapping/read.ts';
import type { PackSources } from '../../shared/pack/lines.ts';
import { shapes, systems } from '../import/systems/registry.ts';
import type { PackFile } from '../seal/pack-file.ts';
import { mappingIn } from './build.ts';

/**
 * Sources that go by the name of a system that this version knows, and are read by another mapping: by a person's own, by that of another
 * version, or by one with which somebody lets tables say what they like. Ids, ascending.
 */
export async function ownMappings(pack: PackFile, { sources }: PackSources): Promise<number[]> {
  const found: number[] = [];
  for (const source of sources.filter(({ records }) => records > 0)) {
    const known = [...systems, ...shapes].find(({ mapping: { name } }) => name === source.system);
    const mapping = known === undefined ? null : await mappingIn(pack, source);
    if (known === undefined || mapping === null) continue;
    const read = readMapping(JSON.stringify(known.mapping));
    const { records: _, ...usual } = typeof read === 'string' ? known.mapping : read;
    if (canonicalize(mapping) !== canonicalize(usual)) found.push(source.id);
  }
  return found;
}
