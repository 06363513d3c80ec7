import { gzipSync, zstdCompressSync } from 'node:zlib';
import { detectForm } from '../../engine/import/detect/detect-form.ts';
import { encodingOf } from '../../engine/import/layout/layout.ts';
import { formatName } from '../../engine/import/reading/formats.ts';
import { makeZip } from '../../engine/packed/testing/make-zip.ts';
import { formsOf, systems } from '../fixtures/forms.ts';

/** Puts a trail into a file as a format has it. */
type Pack = (plain: Buffer) => Buffer;

export const packs: Readonly<Record<string, Pack>> = {
  gzip: (plain) => gzipSync(plain),
  zstd: (plain) => zstdCompressSync(plain),
  zip: (plain) =>
    makeZip([
      { name: 'a/trail', content: plain, deflated: true },
      { name: 'stored.ndjson', content: plain.subarray(0, plain.length >> 1) },
    ]),
};

/**
 * Good files by the name of their format; those in UTF-16 are under `utf-16`, whatever else they are. For a format that
 * packs others, these are the files to be packed.
 */
export function seedFiles(): Map<string, Buffer[]> {
  const seeds = new Map<string, Buffer[]>();
  for (const { name, bytes } of systems.flatMap((system) => formsOf(system))) {
    if (/\.(?:gz|zst|zip)$/.test(name)) continue;
    const { layout } = detectForm(bytes, true);
    if (layout === null) throw new Error(`${name} is no trail`);
    const format = encodingOf(layout) === 'utf-8' ? formatName(layout) : 'utf-16';
    seeds.set(format, [...(seeds.get(format) ?? []), bytes]);
  }
  const plain = ['ndjson', 'csv', 'json-envelope'].flatMap((format) => seeds.get(format) ?? []);
  for (const format of Object.keys(packs)) seeds.set(format, plain);
  return seeds;
}
