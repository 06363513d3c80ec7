import { utf8 } from '../bytes/encoding.ts';
import { parseJson } from '../json/parse.ts';
import { type Attempt, algorithmsOf, chosenFields, profileOfAttempt, turns } from './attempts.ts';
import { deepintshield } from './catalogue.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { digestOf, digestText } from './digest-text.ts';
import { type ChainLink, ChainReader, isSound } from './evaluate.ts';
import type { ChainKey } from './key.ts';
import { type FieldPair, fieldPairs, type Sampled } from './places.ts';
import type { Algorithm, ChainHasher, ChainProfile } from './profile.ts';
import { isKeyed } from './profile.ts';
import { serializeEntry } from './serialize.ts';

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
}

/** Longer entries are not looked at. UTF-16 code units. */
const longestEntry = 1 << 17;
/** UTF-16 code units that are written, over all attempts: a second or two of work. */
const workLimit = 60_000_000;
const probeCount = 4;
const alikeAtMost = 24;

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
  const isOther = fit.recompute === 0 || fit.recompute * 2 < sample.length;
  if (isOther) return null;
  return { ...detectedOf(fit, profile, key, alike, sample), ...(newestFirst ? { newestFirst } : {}) };
}

interface Fit {
  readonly links: readonly ChainLink[];
  readonly linked: number;
  readonly recompute: number;
  readonly looked: number;
}

function evaluated(
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

function detectedOf(
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

interface Hit {
  readonly profile: ChainProfile;
  readonly key: ChainKey | null;
  readonly fit: Fit;
}

class Detection {
  private readonly hasher: ChainHasher;
  private readonly sample: readonly Sampled[];
  private readonly keys: readonly ChainKey[];
  private readonly form: string | undefined;
  private readonly selection: boolean;
  private readonly hits: Hit[] = [];
  private work = 0;

  constructor(hasher: ChainHasher, sample: readonly Sampled[], { keys, form, selection }: DetectWish) {
    this.hasher = hasher;
    this.sample = sample;
    this.keys = keys ?? [];
    this.form = form;
    this.selection = selection ?? false;
  }

  find(): Detected | null {
    const pairs = fieldPairs(this.sample, this.selection);
    for (const turn of [...turns, chosenFields]) {
      if (turn === chosenFields && this.hits.length > 0) break;
      for (const pair of pairs) if (this.mayStillCount(pair)) this.tryOn(pair, turn);
      if (this.best !== null && this.best.fit.recompute === this.best.fit.looked) break;
    }
    return this.found();
  }

  /** Among the first attempts alone, where entries state only their own hash. */
  findImplied(): Detected | null {
    const [first] = turns;
    for (const pair of fieldPairs(this.sample, false))
      if (first !== undefined && pair.previous === null && this.mayStillCount(pair)) this.tryOn(pair, first);
    return this.found();
  }

  private found(): Detected | null {
    const { best } = this;
    if (best === null) return null;
    const alike = this.hits
      .filter((hit) => hit !== best && hit.key === best.key && coversSame(hit.profile, best.profile))
      .map(({ profile }) => profile)
      .slice(0, alikeAtMost);
    const fit = evaluated(this.hasher, this.sample, best.profile, best.key, alike);
    return detectedOf(fit, named(best.profile), best.key, alike, this.sample);
  }

  /** The first of those under which the most are linked. */
  private get best(): Hit | null {
    const rank = ({ fit: { linked, recompute } }: Hit) => linked * this.sample.length + recompute;
    return this.hits.reduce<Hit | null>(
      (best, hit) => (best === null || rank(hit) > rank(best) ? hit : best),
      null,
    );
  }

  /** Once hashes at some place recompute, other places hold something else. */
  private mayStillCount({ hash, previous }: FieldPair): boolean {
    return (
      this.hits.length === 0 ||
      this.hits.some(({ profile }) => profile.hash === hash && profile.previous === previous)
    );
  }

  private tryOn(
    pair: FieldPair,
    turn: (pair: FieldPair, probes: readonly Sampled[]) => Iterable<Attempt>,
  ): void {
    const probes = this.probesFor(pair);
    if (probes.length === 0) return;
    const ways: [Algorithm, ChainKey | null][] = [
      ...algorithmsOf(pair.bytes, false).map((name): [Algorithm, null] => [name, null]),
      ...algorithmsOf(pair.bytes, true).flatMap((name) =>
        this.keys.map((key): [Algorithm, ChainKey] => [name, key]),
      ),
    ];
    const entries = probes.map(({ n }) => this.sample[n] as Sampled);
    for (const attempt of turn(pair, entries)) {
      if (this.work > workLimit) return;
      if (this.form !== undefined && attempt.form.name !== this.form) continue;
      this.tryAttempt(attempt, pair, probes, ways);
    }
  }

  private tryAttempt(
    attempt: Attempt,
    pair: FieldPair,
    probes: readonly Probe[],
    ways: readonly [Algorithm, ChainKey | null][],
  ): void {
    const form = { ...attempt.form.form, omit: attempt.omit };
    const found = new Set<string>();
    for (const { n, digest, before } of probes) {
      const { entry, text } = this.sample[n] as Sampled;
      const written = serializeEntry(entry, form, text);
      this.work += text.length;
      if (written === null) continue;
      for (const joining of attempt.joinings) {
        const parts = joining.join.map((part) => (part === 'previous' ? before : written));
        const input = utf8(parts.join(joining.separator));
        for (const [algorithm, key] of ways) {
          const id = `${joining.name} ${algorithm} ${key?.form ?? ''}`;
          if (found.has(id)) continue;
          this.work += 200;
          const made = this.hasher.digest(algorithm, key?.bytes ?? null, input);
          if (made === null || digestText(made, pair.output) !== digest) continue;
          found.add(id);
          this.add(profileOfAttempt(attempt, pair, algorithm, joining), key);
        }
      }
    }
  }

  private add(profile: ChainProfile, key: ChainKey | null): void {
    const fit = evaluated(this.hasher, this.sample, profile, key, []);
    if (this.selection ? fit.recompute > 0 : fit.linked >= 2) this.hits.push({ profile, key, fit });
  }

  /** The shortest entries that nothing explains yet, and whose previous hash is known. */
  private probesFor({ hashes, before, hash, previous, output }: FieldPair): Probe[] {
    const explained = this.hits
      .filter(({ profile }) => profile.hash === hash)
      .map(({ fit: { links } }) => links);
    return this.sample
      .flatMap(({ text }, n): (Probe & { readonly length: number })[] => {
        const digest = hashes[n] ?? null;
        // Where entries state what is before them, one that states nothing is the first.
        const named = before[n] ?? (previous === null ? null : '');
        if (digest === null || named === null || digestOf(digest, output) === null) return [];
        if (explained.some((links) => isSound(links[n] as ChainLink))) return [];
        return [{ n, digest, before: named, length: text.length }];
      })
      .sort((a, b) => a.length - b.length)
      .slice(0, probeCount);
  }
}

/** An entry that attempts are made on: its digest as the output spells it, and the text of the one before. */
interface Probe {
  readonly n: number;
  readonly digest: string;
  readonly before: string;
}

/** Whether two profiles leave out the same: only then may one stand for the other. */
function coversSame(a: ChainProfile, b: ChainProfile): boolean {
  const covered = ({ hash, previous, preimage: { join, entry } }: ChainProfile) =>
    JSON.stringify([
      hash,
      previous,
      join.length,
      [...entry.omit].sort(),
      entry.only,
      entry.nested,
      entry.nulls,
    ]);
  return covered(a) === covered(b);
}

/** Under the name that an assumption of the catalogue goes by, where it is one. */
function named(profile: ChainProfile): ChainProfile {
  const like = ({ name: _, genesis: __, ...rest }: ChainProfile) => JSON.stringify(rest);
  return like(profile) === like(deepintshield) ? { ...profile, name: deepintshield.name } : profile;
}
