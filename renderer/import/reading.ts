import type { InputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import { type MappingDraft, mappingOf } from './mapping-draft.ts';

/** How a chosen path is to be read. */
export type Reading =
  | { readonly kind: 'detected' }
  | { readonly kind: 'system'; readonly system: string }
  | { readonly kind: 'mapping'; readonly draft: MappingDraft };

/** A file or folder that is to be imported. */
export interface Chosen {
  readonly path: string;
  readonly reading: Reading;
}

export const asDetected: Reading = { kind: 'detected' };

/** The systems, and the forms of trails, that are known by name, as in `--system`. */
export const knownSystems = [
  'itsreal',
  'indigiarmor',
  'verbitas',
  'klyra',
  'deepintshield',
  'cloudtrail',
  'kubernetes-audit',
  'cadf',
] as const;

interface Stated {
  readonly system?: string;
  readonly mapping?: Mapping;
}

/** What a reading tells the engine; null while its mapping is invalid. */
export function statedBy(reading: Reading): Stated | null {
  if (reading.kind === 'detected') return {};
  if (reading.kind === 'system') return { system: reading.system };
  const { mapping } = mappingOf(reading.draft);
  return mapping && { mapping };
}

export function detectInput({ path, reading }: Chosen): InputOf<Operations['import.detect']> | null {
  const stated = statedBy(reading);
  return stated && { paths: [path], ...stated };
}

/** One import for each group of files that are read alike, in the order in which they were chosen. */
export function importInputs(
  chosen: readonly Chosen[],
  options: { readonly partial: boolean; readonly expectSha256?: string },
): InputOf<Operations['import.run']>[] {
  const groups = new Map<string, { readonly stated: Stated; readonly paths: string[] }>();
  for (const { path, reading } of chosen) {
    const stated = statedBy(reading) ?? {};
    const key = JSON.stringify(stated);
    const group = groups.get(key);
    if (group) group.paths.push(path);
    else groups.set(key, { stated, paths: [path] });
  }
  return [...groups.values()].map(({ stated, paths }) => ({ paths, ...stated, ...options }));
}
