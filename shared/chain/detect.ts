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
  /** Profiles that cover the same, and that the entries looked at do not tell from it. */
  readonly alike: readonly ChainProfile[];
  /** Null where the profile needs none. */
  readonly key: ChainKey | null;
  /** Whether each entry was found to follow the one behind it, where entries do not state what is before them. */
  readonly newestFirst?: boolean;
  /** Of `looked` entries that carry a hash, how many recompute. */
  readonly recompute: number;
  readonly looked: number;
}

/** What is known of the chain that is looked for. */
export interface DetectWish {
  /** The ways to take the key that was given, the likeliest first. */
  readonly keys?: readonly ChainKey[];
  /** The name of a form: no other is tried. */
  readonly form?: string;
  /** Entries are a selection, as in a pack: one that recomputes suffices, linked or not. */
  readonly selection?: boolean;
  /** That of the verification, where there are several samples in it. */
  readonly effort?: SearchEffort;
}

/** Longer entries are not looked at. UTF-16 code units. */
const longestEntry = 1 << 17;

/** The entries that a chain can be looked for in. */
export function sampled(texts: readonly string[]): Sampled[] {
  return texts.flatMap((text) => {
    const entry = text.length > longestEntry ? null : parseJson(text);
    return entry === null ? [] : [{ entry, text }];
  });
}

/**
 * The profile that entries were chained by: the one under which the most of them recompute and are linked to another that
 * does, at least two. Null where none is found; then nothing can be said of the entries' hashes.
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

/** Where entries do not state what is before them, the record behind may be meant. */
function detectNewestFirst(
  hasher: ChainHasher,
  sample: readonly Sampled[],
  wish: DetectWish,
): Detected | null {
  if (wish.selection === true) return null;
  const found = new Detection(hasher, sample.toReversed(), wish).findImplied();
  return found && { ...found, newestFirst: true };
}

/** How a profile that was given fits; null where fewer than two linked entries recompute under it. */
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
 * How a chain that was detected in other entries goes on in these. Those vouch for its profile, so one entry that recomputes
 * may suffice; null where less than half do: it is another trail, which such an entry strayed into.
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
