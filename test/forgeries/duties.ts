import { paths } from '../../shared/pack/layout.ts';
import type { Forging } from './forging.ts';

/** Which axis fails if a file of this path was damaged, even though the signer sealed the pack again. */
const duties: readonly (readonly [pattern: RegExp, axis: string])[] = [
  [/^data\/entries(\.ndjson|-from-.+)$/, 'storage'],
  [/^data\/custody\.ndjson$/, 'custody'],
  [/^data\/annotations\.ndjson$/, 'custody'],
  [/^verification\/proofs\/proofs\.jsonl$/, 'storage'],
  [/^verification\/checkpoint-\d+\.txt$/, 'signature'],
  [/^verification\/completeness\.json$/, 'completeness'],
  [/^bagit\.txt$/, 'storage'],
];

/**
 * The axes that fail if the file is missing, or differs in any byte. None for files that nothing but the seal vouches for,
 * which is so for files with masked copies of entries too.
 */
export function dutyOfBytes({ material }: Forging, path: string): string[] {
  const index = material.files.get(paths.index)?.toString().split('\n') ?? [];
  if (index.some((line) => line.includes('"masked"') && line.includes(JSON.stringify(path)))) return [];
  return duties.filter(([pattern]) => pattern.test(path)).map(([, axis]) => axis);
}

/** The axes that fail if the file cannot be read, because it is spelled in a way that the format does not allow. */
export function dutyOfSpelling(forging: Forging, path: string): string[] {
  if (path === 'data/sources.json' || path === 'data/entries.index.jsonl') return ['storage'];
  if (path === 'data/annotation-targets.ndjson') return ['custody'];
  return dutyOfBytes(forging, path);
}

/** Where it is not there. */
export function dutyOfPresence(forging: Forging, path: string): string[] {
  const required = [
    'bag-info.txt',
    'data/annotation-targets.ndjson',
    'data/annotations.ndjson',
    'data/custody.ndjson',
    'data/entries.index.jsonl',
    'data/sources.json',
  ];
  return required.includes(path) ? ['storage'] : dutyOfBytes(forging, path);
}
