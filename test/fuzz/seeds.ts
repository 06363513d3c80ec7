import { detectForm } from '../../engine/import/detect-form.ts';
import { formatName } from '../../engine/import/formats.ts';
import { encodingOf } from '../../engine/import/layout.ts';
import { formsOf, systems } from '../fixtures/forms.ts';

/** Good files by format: as a source's format is called, or `utf-16`, `gzip`, `zstd` whatever is inside. */
export function seedFiles(): Map<string, Buffer[]> {
  const seeds = new Map<string, Buffer[]>();
  for (const { name, bytes } of systems.flatMap((system) => formsOf(system))) {
    const format = formatOf(name, bytes);
    seeds.set(format, [...(seeds.get(format) ?? []), bytes]);
  }
  return seeds;
}

function formatOf(name: string, bytes: Buffer): string {
  if (name.endsWith('.gz')) return 'gzip';
  if (name.endsWith('.zst')) return 'zstd';
  if (name.endsWith('.zip')) return 'zip';
  const { layout } = detectForm(bytes, true);
  if (layout === null) throw new Error(`${name} is no trail`);
  return encodingOf(layout) === 'utf-8' ? formatName(layout) : 'utf-16';
}
