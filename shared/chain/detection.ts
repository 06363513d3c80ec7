import {
  type Attempt,
  algorithmsOf,
  blankTurn,
  profileOfAttempt,
  restLeftOut,
  storesLeftOut,
  type Turn,
  turns,
  turnsOfForms,
  turnsOfOthers,
  usualTurn,
} from './attempts.ts';
import { catalogue, deepintshield } from './catalogue.ts';
import type { Detected, DetectWish } from './detect.ts';
import { digestOf, digestText } from './digest-text.ts';
import { type ChainLink, isSound } from './evaluate.ts';
import { chosenFields, fieldsAndObject } from './field-lists.ts';
import { detectedOf, evaluated, type Fit } from './fit.ts';
import type { ChainKey } from './key.ts';
import { otherMakers } from './other-makers.ts';
import { type FieldPair, fieldPairs, type Sampled } from './places.ts';
import { preimageOf } from './preimage.ts';
import type { Algorithm, ChainHasher, ChainProfile, EntryForm } from './profile.ts';
import { SearchEffort } from './search-effort.ts';
import { serializeEntry, spellingsOf } from './serialize.ts';

/** UTF-16 code units written over all attempts: a second or two of work. */
const workLimit = 60_000_000;
const probeCount = 4;
/** The same for attempts on further entries, if none on the shortest succeeded. */
const furtherWork = 20_000_000;
/** And for attempts on fields followed by an object, and for the last turn. */
const objectWork = 30_000_000;
const restWork = 16_000_000;
const alikeAtMost = 24;

interface Hit {
  readonly profile: ChainProfile;
  readonly key: ChainKey | null;
  readonly fit: Fit;
}

/**
 * Searches for the profile of a sample: tries to recompute a few of its entries, and checks each success against all
 * of them.
 */
export class Detection {
  private readonly hasher: ChainHasher;
  private readonly sample: readonly Sampled[];
  private readonly keys: readonly ChainKey[];
  private readonly form: string | undefined;
  private readonly selection: boolean;
  private readonly places: DetectWish['places'];
  private readonly effort: SearchEffort;
  private readonly hits: Hit[] = [];
  private work = 0;
  private limit: number;

  constructor(
    hasher: ChainHasher,
    sample: readonly Sampled[],
    { keys, form, selection, places, effort = new SearchEffort() }: DetectWish,
  ) {
    this.hasher = hasher;
    this.sample = sample;
    this.keys = keys ?? [];
    this.form = form;
    this.selection = selection ?? false;
    this.places = places;
    this.effort = effort;
    this.limit = effort.atMost(workLimit);
  }

  find(): Detected | null {
    const { places } = this;
    const pairs = fieldPairs(this.sample, this.selection).filter(
      ({ hash, previous }) => places === undefined || (hash === places.hash && previous === places.previous),
    );
    for (const turn of [...turns, chosenFields]) {
      if (turn === chosenFields && this.hits.length > 0) break;
      for (const pair of pairs) if (this.mayStillCount(pair)) this.tryOn(pair, turn);
      if (this.best !== null && this.best.fit.recompute === this.best.fit.looked) break;
    }
    this.tryFurther(pairs, [usualTurn, blankTurn, chosenFields]);
    if (this.hits.length === 0) this.tryLast(pairs, fieldsAndObject, objectWork);
    if (this.hits.length === 0) this.tryLast(pairs, storesLeftOut, restWork);
    if (this.hits.length === 0) this.tryLast(pairs, restLeftOut, restWork);
    return this.found();
  }

  /** Only among the usual attempts, if entries state only their own hash. */
  findImplied(): Detected | null {
    const pairs = fieldPairs(this.sample, false).filter(({ previous }) => previous === null);
    for (const turn of turnsOfForms) {
      for (const pair of pairs) if (this.mayStillCount(pair)) this.tryOn(pair, turn);
      if (this.best !== null && this.best.fit.recompute === this.best.fit.looked) break;
    }
    this.tryFurther(pairs, [usualTurn, blankTurn]);
    return this.found();
  }

  private found(): Detected | null {
    this.effort.spend(this.work);
    const { best } = this;
    if (best === null) return null;
    const hits = this.hits
      .filter((hit) => hit !== best && hit.key === best.key && coversSame(hit.profile, best.profile))
      .map(({ profile }) => profile)
      .slice(0, alikeAtMost);
    const alike = [...hits, ...this.othersLike(best, [best.profile, ...hits])];
    const fit = evaluated(this.hasher, this.sample, best.profile, best.key, alike);
    return detectedOf(fit, named(best.profile), best.key, alike, this.sample);
  }

  /**
   * Forms that were not tried, since this one recomputes the sample, and that do so as well: further on, an entry may hold a character that
   * only they write as its maker does.
   */
  private othersLike({ profile, key, fit: { links } }: Hit, known: readonly ChainProfile[]): ChainProfile[] {
    const { preimage } = profile;
    if (preimage.entry.serialize === 'fields') return [];
    const sound = this.sample.filter((_, n) => isSound(links[n] as ChainLink));
    const texts = new Set(known.map((each) => JSON.stringify(each.preimage.entry)));
    return variantsOf(preimage.entry).flatMap(({ name, form }) => {
      if (texts.has(JSON.stringify(form))) return [];
      const variant = { ...profile, name, preimage: { ...preimage, entry: form } };
      const recomputes = (entries: readonly Sampled[]) =>
        evaluated(this.hasher, entries, variant, key, []).recompute === entries.length;
      return recomputes(sound.slice(0, probeCount)) && recomputes(sound) ? [variant] : [];
    });
  }

  /** Of those under which the most entries are linked, the first. */
  private get best(): Hit | null {
    const rank = ({ fit: { linked, recompute } }: Hit) => linked * this.sample.length + recompute;
    return this.hits.reduce<Hit | null>(
      (best, hit) => (best === null || rank(hit) > rank(best) ? hit : best),
      null,
    );
  }

  /** Once hashes at some place recompute, other places are not those of the hash. */
  private mayStillCount({ hash, previous }: FieldPair): boolean {
    return (
      this.hits.length === 0 ||
      this.hits.some(({ profile }) => profile.hash === hash && profile.previous === previous)
    );
  }

  /**
   * Somebody who alters entries chooses which: they may have altered all of the shortest, whose hashes then fit no
   * profile. Others are tried until one of them does.
   */
  private tryFurther(pairs: readonly FieldPair[], turns: readonly Turn[]): void {
    this.limit = this.work + this.effort.spare(furtherWork, this.work);
    const rounds = Math.ceil(this.sample.length / probeCount);
    for (let round = 0; round < rounds; round++) {
      for (const turn of turns) {
        for (const pair of pairs) {
          if (this.hits.length > 0 || this.work > this.limit) return;
          this.tryOn(pair, turn, (probes) => probes.filter((_, n) => n % rounds === round));
        }
      }
    }
  }

  private tryLast(pairs: readonly FieldPair[], turn: Turn, work: number): void {
    this.limit = this.work + this.effort.spare(work, this.work);
    for (const pair of pairs) if (this.hits.length === 0) this.tryOn(pair, turn);
  }

  /** `choose`: from what could be tried on, in the order of the sample. */
  private tryOn(
    pair: FieldPair,
    turn: Turn,
    choose: (probes: readonly Probe[]) => readonly Probe[] = shortest,
  ): void {
    // Then entries that only one of the alternatives would write are not called broken.
    const hits = turnsOfOthers.has(turn) && this.best !== null ? [this.best] : this.hits;
    const probes = choose(this.probesFor(pair, hits));
    if (probes.length === 0) return;
    const ways: [Algorithm, ChainKey | null][] = [
      ...algorithmsOf(pair.bytes, false).map((name): [Algorithm, null] => [name, null]),
      ...algorithmsOf(pair.bytes, true).flatMap((name) =>
        this.keys.map((key): [Algorithm, ChainKey] => [name, key]),
      ),
    ];
    const entries = probes.map(({ n }) => this.sample[n] as Sampled);
    for (const attempt of turn(pair, entries)) {
      if (this.work > this.limit) return;
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
    const { omit, blank } = attempt;
    const form = { ...attempt.form.form, omit, ...(blank === undefined ? {} : { blank }) };
    const found = new Set<string>();
    for (const { n, digest, before } of probes) {
      const { entry, text } = this.sample[n] as Sampled;
      const spelled = spellingsOf(text).map((spelling) => serializeEntry(entry, form, text, spelling));
      this.work += text.length * spelled.length;
      const texts = [...new Set(spelled)].filter((written) => written !== null);
      const tries = texts.flatMap((written) => attempt.joinings.map((joining) => ({ written, joining })));
      for (const { written, joining } of tries) {
        for (const [algorithm, key] of ways) {
          const id = `${joining.name} ${algorithm} ${key?.form ?? ''}`;
          if (found.has(id)) continue;
          this.work += 200;
          const input = preimageOf(this.hasher, algorithm, pair.output, joining, written, before);
          if (input === null) continue;
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

  /** The entries that none of the profiles explains and whose previous hash is known. */
  private probesFor({ hashes, before, hash, previous, output }: FieldPair, hits: readonly Hit[]): Probe[] {
    const explained = hits.filter(({ profile }) => profile.hash === hash).map(({ fit: { links } }) => links);
    return this.sample.flatMap(({ text }, n) => {
      const digest = hashes[n] ?? null;
      // If entries state the previous hash, one that states none is the first.
      const named = before[n] ?? (previous === null ? null : '');
      if (digest === null || named === null || digestOf(digest, output) === null) return [];
      if (explained.some((links) => isSound(links[n] as ChainLink))) return [];
      return [{ n, digest, before: named, length: text.length }];
    });
  }
}

/** An entry to try: its digest in the spelling of the output, and the text of the previous hash. */
interface Probe {
  readonly n: number;
  readonly digest: string;
  readonly before: string;
  /** UTF-16 code units of the entry. */
  readonly length: number;
}

/** What is written soonest. */
function shortest(probes: readonly Probe[]): Probe[] {
  return probes.toSorted((a, b) => a.length - b.length).slice(0, probeCount);
}

/** Other ways of writing what a form covers. */
function variantsOf({ omit, blank, only, nulls, nested }: EntryForm): { name: string; form: EntryForm }[] {
  return [...catalogue, ...otherMakers].flatMap(({ name, form }) => {
    if (form.nested !== nested || form.serialize === 'raw-without') return [];
    const covered = { omit, only, nulls, ...(blank === undefined ? {} : { blank }) };
    return [{ name, form: { ...form, ...covered } }];
  });
}

/** Whether two profiles leave out the same: only then may one stand in for the other. */
function coversSame(a: ChainProfile, b: ChainProfile): boolean {
  const covered = ({ hash, previous, preimage: { join, entry } }: ChainProfile) =>
    JSON.stringify([
      hash,
      previous,
      [...join].sort(),
      [...entry.omit].sort(),
      entry.blank,
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
