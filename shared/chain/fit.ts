import { coverageOf } from './coverage.ts';
import type { Detected } from './detect.ts';
import { type ChainLink, ChainReader, isSound } from './evaluate.ts';
import type { ChainKey } from './key.ts';
import type { Sampled } from './places.ts';
import type { ChainHasher, ChainProfile } from './profile.ts';

/** How a profile fits the entries of a sample. */
export interface Fit {
  readonly links: readonly ChainLink[];
  readonly linked: number;
  readonly recompute: number;
  readonly looked: number;
}

export function evaluated(
  hasher: ChainHasher,
  sample: readonly Sampled[],
  profile: ChainProfile,
  key: ChainKey | null,
  alike: readonly ChainProfile[],
): Fit {
  const reader = new ChainReader(hasher, { profile, alike, key: key?.bytes ?? null });
  const links = sample.map(({ entry, text }) => reader.readParsed(entry, text));
  const looked = links.filter(({ hash }) => hash !== null).length;
  return { links, linked: linkedEntries(links), recompute: links.filter(isSound).length, looked };
}

export function detectedOf(
  { recompute, looked }: Fit,
  profile: ChainProfile,
  key: ChainKey | null,
  alike: readonly ChainProfile[],
  sample: readonly Sampled[],
): Detected {
  const entries = sample.map(({ entry }) => entry);
  return { profile, alike, key, recompute, looked, ...coverageOf(profile, entries) };
}

/** How many entries recompute and are linked to another that does. */
function linkedEntries(links: readonly ChainLink[]): number {
  const sound = links.filter(isSound);
  const hashes = new Set(sound.map(({ hash }) => hash));
  const named = new Set(sound.map(({ previous }) => previous));
  return sound.filter(({ hash, previous }) => hashes.has(previous) || named.has(hash)).length;
}
