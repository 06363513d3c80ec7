import { paths } from '../../shared/pack/layout.ts';
import type { Forging } from './forging.ts';

/** Which axis fails where a file of a pack was damaged, though the signer sealed the pack again: by the file's path. */
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
 * Where the file is not there, or not the one that it was in some byte. Other files are held to account by the seal alone, and so are
 * entries of which the pack has masked copies.
 */
export function dutyOfBytes({ material }: Forging, path: string): string[] {
  const index = material.files.get(paths.index)?.toString().split('\n') ?? [];
  if (index.some((line) => line.includes('"masked"') && line.includes(JSON.stringify(path)))) return [];
  return duties.filter(([pattern]) => pattern.test(path)).map(([, axis]) => axis);
}

/** Where it does not read: one of no spelling that the format knows. */
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
