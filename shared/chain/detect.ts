import { parseJson } from '../json/parse.ts';
import { BehindWhich } from './behind.ts';
import type { Coverage } from './coverage.ts';
import { Detection } from './detection.ts';
import { ChainReader } from './evaluate.ts';
import { detectedOf, evaluated, type Fit } from './fit.ts';
import type { ChainKey } from './key.ts';
import type { Sampled } from './places.ts';
import { type ChainHasher, type ChainProfile, isKeyed } from './profile.ts';
import type { SearchEffort } from './search-effort.ts';

export interface Detected extends Coverage {
  readonly profile: ChainProfile;
  /** Profiles with the same coverage that the sampled entries cannot tell from this one. */
  readonly alike: readonly ChainProfile[];
  /** Null if the profile needs no key. */
  readonly key: ChainKey | null;
  /** Whether each entry was found to follow the one behind it, if entries do not state the previous hash. */
  readonly newestFirst?: boolean;
  /** Of `looked` entries with a hash, how many recompute. */
  readonly recompute: number;
  readonly looked: number;
}

/** What is known about the chain before the search. */
export interface DetectWish {
  /** The ways of reading the given key, the likeliest first. */
  readonly keys?: readonly ChainKey[];
  /** The name of a form, if no other is to be tried. */
  readonly form?: string;
  /** Entries are a selection, as in a pack: one that recomputes is enough, linked or not. */
  readonly selection?: boolean;
  /** Where entries keep their hash and the previous one, if no other places are wanted. */
  readonly places?: Pick<ChainProfile, 'hash' | 'previous'>;
  /** Shared by the whole verification, if it has several samples. */
  readonly effort?: SearchEffort;
}

/** Longer entries are skipped. UTF-16 code units. */
const longestEntry = 1 << 17;

/** The entries that a chain can be looked for in. */
export function sampled(texts: readonly string[]): Sampled[] {
  return texts.flatMap((text) => {
    const entry = text.length > longestEntry ? null : parseJson(text);
    return entry === null ? [] : [{ entry, text }];
  });
}

/**
 * The profile by which entries were chained: the one under which most of them recompute and are linked to another
 * that does, and at least two. Null if none is found; nothing can then be said about the entries' hashes.
 */
export function detectChain(
  hasher: ChainHasher,
  texts: readonly string[],
  wish: DetectWish = {},
): Detected | null {
  const sample = sampled(texts);
  if (sample.length === 0) return null;
  return new Detection(hasher, sample, wish).find() ?? detectNewestFirst(hasher, sample, wish);
}

/** If entries do not state the previous hash, the record behind may be the one that precedes. */
function detectNewestFirst(
  hasher: ChainHasher,
  sample: readonly Sampled[],
  wish: DetectWish,
): Detected | null {
  if (wish.selection === true || wish.places?.previous) return null;
  const found = new Detection(hasher, sample.toReversed(), wish).findImplied();
  return found && { ...found, newestFirst: true };
}

/** How well a given profile fits; null if fewer than two linked entries recompute under it. */
export function fitProfile(
  hasher: ChainHasher,
  texts: readonly string[],
  profile: ChainProfile,
  { keys = [], selection = false }: DetectWish = {},
): Detected | null {
  const sample = sampled(texts);
  let best: Detected | null = null;
  for (const key of isKeyed(profile.algorithm) ? keys : [null]) {
    for (const newestFirst of directions(profile)) {
      const fit = evaluated(hasher, inOrder(sample, newestFirst), profile, key, []);
      const enough = selection ? fit.recompute > 0 : fit.linked >= 2;
      if (!enough || fit.recompute <= (best?.recompute ?? 0)) continue;
      best = { ...detectedOf(fit, profile, key, [], sample), ...(newestFirst ? { newestFirst } : {}) };
    }
  }
  return best;
}

/** Whether the entry before is looked for behind: only where entries do not state it. */
function directions({ previous }: ChainProfile): readonly boolean[] {
  return previous === null ? [false, true] : [false];
}

function inOrder(sample: readonly Sampled[], newestFirst: boolean): readonly Sampled[] {
  return newestFirst ? sample.toReversed() : sample;
}

/** Where entries do not state what is before them, each recomputes with the hash of one of the others, wherever that stands. */
function inAnyOrder(
  hasher: ChainHasher,
  sample: readonly Sampled[],
  profile: ChainProfile,
  key: ChainKey | null,
  alike: readonly ChainProfile[],
): Fit {
  const method = { profile, alike, key: key?.bytes ?? null };
  const reader = new ChainReader(hasher, method);
  const stated = sample.map(({ entry }) => reader.statedIn(entry));
  const sound = sample.filter(({ entry, text }, n) => {
    const own = stated[n] ?? null;
    if (own === null) return false;
    const behind = new BehindWhich(hasher, method, entry, text, own);
    return behind.isFirst || stated.some((hash) => hash !== null && hash !== own && behind.follows(hash));
  });
  const looked = stated.filter((hash) => hash !== null).length;
  return { links: [], linked: sound.length, recompute: sound.length, looked };
}

/**
 * How a chain that was detected in other entries continues in these. The other entries vouch for its profile, so that
 * one entry that recomputes may be enough. Null if fewer than half do: then this is another trail, into which such an
 * entry strayed.
 */
export function followDetected(
  hasher: ChainHasher,
  texts: readonly string[],
  { profile, key, alike }: Detected,
): Detected | null {
  const sample = sampled(texts);
  const fits = directions(profile).map((newestFirst) => ({
    newestFirst,
    fit: evaluated(hasher, inOrder(sample, newestFirst), profile, key, alike),
  }));
  const { fit, newestFirst } = fits.reduce((a, b) => (b.fit.recompute > a.fit.recompute ? b : a));
  const isOther = ({ recompute }: Fit) => recompute === 0 || recompute * 2 < sample.length;
  if (isOther(fit)) {
    const unordered = profile.previous === null ? inAnyOrder(hasher, sample, profile, key, alike) : fit;
    return isOther(unordered) ? null : detectedOf(unordered, profile, key, alike, sample);
  }
  return { ...detectedOf(fit, profile, key, alike, sample), ...(newestFirst ? { newestFirst } : {}) };
}
