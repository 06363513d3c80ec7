import { digestOf, isZeros } from '../../../shared/chain/digest-text.ts';
import { type ChainLink, isBeginning } from '../../../shared/chain/evaluate.ts';
import type { LinkList } from '../../../shared/chain/link-list.ts';
import { type ChainProfile, digestBytes } from '../../../shared/chain/profile.ts';
import type { Scratch } from '../../proof/scratch.ts';
import type { Quarantine } from '../quarantined-offsets.ts';
import { linksState, looseEntry, RememberedHashes, recordPlace } from '../state/links-state.ts';
import { type LinksState, rememberedAtMost } from '../state/source-state.ts';
import type { LinksProgress } from '../state/trail-progress.ts';
import { type Carried, NamedHashes } from './carried.ts';
import type { Run } from './forks-across.ts';
import type { LooseEntry, QuarantinedBetween, RecordPlace } from './loose-entry.ts';
import { type HashesPart, type HashList, StatedHashes } from './stated-hashes.ts';

/** An entry that states no hash, and names the one before it. */
interface UnstatedEntry {
  /** That its content may give. */
  readonly hashes: readonly string[];
  readonly previous: string;
  readonly place: RecordPlace;
  readonly add: (hash: string) => void;
}

/**
 * How the entries of one source link, in whatever order they stand: each must name the one before it in the file, the one
 * after it (newest first), or one that stands elsewhere. Holds 33 bytes an entry, of which a long source's are put aside where there is a place for it, and each loose one.
 */
export class ChainLinks {
  readonly loose: LooseEntry[] = [];
  private readonly stated: StatedHashes;
  /** Instead of those stated, where the source was not read now. */
  private readonly remembered: RememberedHashes | null;
  /** By number, where it is not what the entry states: what its content gives. */
  readonly recomputed: Map<string, number>;
  /** Made where it is asked for, once every record was added. */
  private brokenNumbers: ReadonlySet<number> | null = null;
  private readonly named = new NamedHashes();
  private readonly profile: ChainProfile;
  /** Whether an entry that names another may all the same say that it is the first. */
  private readonly mayBeginAnywhere: boolean;
  private last: {
    readonly hash: string;
    readonly recomputed: string | null;
    readonly place: RecordPlace;
  } | null = null;
  /** The last entry, as long as the next may be the one that it names. */
  private pending: LooseEntry | null = null;
  /** The entries that were met last, where they state no hash, each of which names what the content of the one before it gives. */
  private unstated: UnstatedEntry[] = [];
  forwards = 0;
  private apartNewestFirst: boolean | null = null;
  backwards = 0;
  beginnings = 0;
  /** Of the first entry that states a hash. */
  firstPlace: RecordPlace | null = null;
  /** What quarantined bytes stand before the first entry that states a hash, and behind the last. */
  readonly outer: { before: Quarantine | null; after: Quarantine | null } = { before: null, after: null };

  /**
   * `profile`: what an entry states as previous may say by it that there is none. `state`: of the links as they were followed before;
   * nothing is added to them. `aside`: as of `StatedHashes`.
   */
  constructor(profile: ChainProfile, state: LinksState | null = null, aside: Scratch | null = null) {
    this.profile = profile;
    const { genesis, output, algorithm } = profile;
    this.mayBeginAnywhere = digestOf(genesis, output)?.length === digestBytes(algorithm) && !isZeros(genesis);
    this.stated = new StatedHashes(profile, aside);
    this.remembered = state === null ? null : new RememberedHashes(state);
    this.recomputed = new Map(state?.recomputed);
    if (state === null) return;
    this.loose.push(...state.loose.map(looseEntry));
    this.forwards = state.forwards;
    this.backwards = state.backwards;
    this.beginnings = state.beginnings;
    this.firstPlace = state.firstPlace && recordPlace(state.firstPlace);
    Object.assign(this.outer, state.outer);
  }

  /** All that are stated, as far as they are at hand. */
  get hashes(): HashList {
    return this.remembered ?? this.stated;
  }

  /** What a later verification needs of them; null where that is too much to remember. Call it when every record was added. */
  state(): LinksState | null {
    this.finish();
    return linksState(this.stated, this);
  }

  /** As far as they were followed, without the hashes; null where that is too much to keep. */
  progress(): LinksProgress | null {
    const { loose, pending, last, recomputed, firstPlace, outer, forwards, backwards, beginnings } = this;
    if (loose.length > rememberedAtMost || recomputed.size > rememberedAtMost) return null;
    // What the next entry names is not known yet.
    if (this.unstated.length > 0) return null;
    return {
      forwards,
      backwards,
      beginnings,
      firstPlace,
      before: outer.before,
      loose,
      pending,
      last,
      recomputed: [...recomputed],
    };
  }

  /** The hashes that were added from number `from` on. */
  hashesSince(from: number): HashesPart {
    return this.stated.since(from);
  }

  /** Goes on from `progress`; `parts`: all hashes until then. Call it before anything is added. */
  resume(progress: LinksProgress, parts: Iterable<HashesPart>): void {
    for (const part of parts) this.stated.addPart(part);
    this.loose.push(...progress.loose);
    for (const [hash, n] of progress.recomputed) this.recomputed.set(hash, n);
    this.forwards = progress.forwards;
    this.backwards = progress.backwards;
    this.beginnings = progress.beginnings;
    this.firstPlace = progress.firstPlace;
    this.outer.before = progress.before;
    this.pending = progress.pending;
    this.last = progress.last;
  }

  /** Whether an entry with that hash may be here that is not remembered. */
  cannotTell(hash: string): boolean {
    return this.remembered?.cannotTell(hash) ?? false;
  }

  /** Entries that state a hash. */
  get count(): number {
    return this.hashes.count;
  }

  /** Where no entries that stand side by side are linked, as of chains written in turn, those apart tell the direction. */
  get newestFirst(): boolean {
    if (this.backwards + this.forwards > 0) return this.backwards > this.forwards;
    this.apartNewestFirst ??= this.loose.filter(this.isNamedLater).length * 2 > this.named.count;
    return this.apartNewestFirst;
  }

  private readonly isNamedLater = ({ n, previous }: LooseEntry): boolean =>
    (this.named.positionOf(previous) ?? -1) > n;

  /** Entries that stand in the less frequent direction. */
  get against(): number {
    return Math.min(this.backwards, this.forwards);
  }

  add(
    { hash, previous, recomputed, unstated: mayGive = [] }: ChainLink,
    place: RecordPlace,
    quarantinedBetween: QuarantinedBetween,
    repeated = false,
  ): void {
    if (hash === null) {
      if (previous !== null) this.addUnstated(mayGive, previous, place, quarantinedBetween, repeated);
      return;
    }
    const unstated = this.unstated.splice(0);
    if (previous !== null && unstated.at(-1)?.hashes.includes(previous))
      for (const [at, each] of unstated.entries()) each.add(unstated[at + 1]?.previous ?? previous);
    const { last } = this;
    const n = this.stated.add(hash);
    this.firstPlace ??= place;
    const quarantined = quarantinedBetween(last?.place.byteOffset ?? -1, place.byteOffset);
    if (last === null) this.outer.before = quarantined;
    this.settle(hash, n, quarantined, place.time);
    // Where only the stated hash was changed, the next entry still names what the content gives.
    // Of two neighbours that name it, one is looked at as an entry that stands elsewhere is.
    const follows =
      last !== null &&
      !this.stated.isFollowed(n - 1, 'one before') &&
      (previous === last.hash || previous === last.recomputed);
    if (isBeginning(previous, this.profile)) {
      this.beginnings++;
    } else if (previous !== null && follows) {
      this.forwards++;
      this.stated.follow(n - 1, 'next');
    } else if (previous !== null) {
      const times = { before: last?.place.time ?? Number.NaN, after: Number.NaN };
      const quarantine = { before: quarantined, after: null };
      this.pending = { place, n, previous, quarantine, times, repeated };
    }
    if (recomputed !== null && recomputed !== hash && this.recomputed.size < recomputedAtMost)
      this.recomputed.set(recomputed, n);
    this.last = { hash, recomputed, place };
  }

  /** An entry whose stated hash was taken away is here all the same, if the entry beside it names what its content gives. */
  private addUnstated(
    hashes: readonly string[],
    previous: string,
    place: RecordPlace,
    quarantinedBetween: QuarantinedBetween,
    repeated: boolean,
  ): void {
    const { unstated } = this;
    const before = (unstated.at(-1) ?? this.last)?.place;
    // By the next entry, what is quarantined here is no longer known.
    const quarantined = quarantinedBetween(before?.byteOffset ?? -1, place.byteOffset);
    const add = (hash: string) =>
      this.add({ hash, previous, recomputed: hash }, place, () => quarantined, repeated);
    if (!unstated.at(-1)?.hashes.includes(previous) || unstated.length === unstatedAtMost) unstated.splice(0);
    if (hashes.length === 0) return;
    const named = this.pending?.previous;
    if (named !== undefined && hashes.includes(named)) add(named);
    else unstated.push({ hashes, previous, place, add });
  }

  /**
   * The links at the places `from .. to` of a list, all of them such as nothing but a digest is kept of; the one before them in the
   * list was added last. `place`: of the last. Whether they could be taken all at once.
   */
  addRun({ digests, others }: LinkList, from: number, to: number, place: RecordPlace): boolean {
    // The first settles whatever the entry before it left open.
    const isOpen = this.pending !== null || this.unstated.length > 0;
    if (this.mayBeginAnywhere || isOpen || this.last === null || others.has(from)) return false;
    if (this.stated.isFollowed(this.stated.count - 1, 'one before')) return false;
    this.stated.addRun(digests, from, to);
    this.forwards += to - from;
    const hash = this.stated.at(this.stated.count - 1) as string;
    this.last = { hash, recomputed: hash, place };
    return true;
  }

  /** Whether the entry before named this one. */
  private settle(hash: string, n: number, quarantined: Quarantine | null, time: number): void {
    const { pending } = this;
    this.pending = null;
    if (pending === null) return;
    if (pending.previous === hash) {
      this.backwards++;
      this.stated.follow(n, 'one before');
    } else {
      pending.quarantine.after = quarantined;
      pending.times.after = time;
      this.loose.push(pending);
    }
  }

  /** A time that some entry of the source states, the least of those at hand; infinite where none does. */
  get earliest(): number {
    const first = this.firstPlace?.time ?? Number.NaN;
    let least = Number.isNaN(first) ? Number.POSITIVE_INFINITY : first;
    // Of an export that was shuffled every entry is loose: too many for the arguments of one call.
    for (const { place } of this.loose) if (place.time < least) least = place.time;
    return least;
  }

  /** Every record was added: what quarantined bytes stand behind the last. Call it before `finish`. */
  end(quarantinedBetween: QuarantinedBetween): void {
    if (this.last === null) return;
    this.outer.after = quarantinedBetween(this.last.place.byteOffset, Number.POSITIVE_INFINITY);
    if (this.pending !== null) this.pending.quarantine.after = this.outer.after;
  }

  /**
   * The entry behind which in the chain nothing stands in the source but what remains of one that cannot be read, as where a copy was cut;
   * null where that is not so.
   */
  get tornBehind(): string | null {
    const { before, after } = this.outer;
    if ((this.newestFirst ? before : after) !== 'remains') return null;
    return this.hashOf(this.newestFirst ? 0 : this.count - 1);
  }

  /** Call it when every record was added. */
  finish(): void {
    if (this.pending !== null) this.loose.push(this.pending);
    this.pending = null;
  }

  /**
   * What is before entry `n`, where entries do not state it; null where it is the first of a chain. Call it after `finish`.
   * @returns whether that stands elsewhere than beside it in the file
   */
  settleApart(n: number, before: string | null, newestFirst: boolean): boolean {
    const at = this.placeOfLoose(n);
    const loose = this.loose[at];
    if (before === null) {
      if (loose === undefined) this.unfollow(n, newestFirst);
      else this.loose.splice(at, 1);
      this.beginnings++;
      return false;
    }
    const isBeside = newestFirst && before === this.hashOf(n + 1);
    if (loose === undefined) {
      if (!isBeside) this.unfollow(n, newestFirst);
      return !isBeside;
    }
    if (isBeside) {
      this.loose.splice(at, 1);
      this.backwards++;
    } else {
      this.loose[at] = { ...loose, previous: before };
    }
    return false;
  }

  /** Of entry `n` in `loose`, where they stand in the order of the source; -1 where it is not among them. */
  private placeOfLoose(n: number): number {
    let [low, high] = [0, this.loose.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.loose[middle] as LooseEntry).n < n) low = middle + 1;
      else high = middle;
    }
    return this.loose[low]?.n === n ? low : -1;
  }

  /** Entry `n` was taken to follow its neighbour, and does not, or is not known to. */
  unfollow(n: number, newestFirst: boolean): void {
    if (newestFirst && n + 1 < this.stated.count) this.stated.unfollow(n + 1, 'one before');
    else if (!newestFirst && n > 0) this.stated.unfollow(n - 1, 'next');
  }

  /** Of entries whose hashes are at hand; of those that are remembered, none. */
  runs(): readonly Run[] {
    return this.remembered === null ? this.stated.runs() : [];
  }

  /** Whether only a part of its hashes is at hand. */
  get isRemembered(): boolean {
    return this.remembered !== null;
  }

  /** The hashes of entries with which something may begin that another source holds too. */
  get startHashes(): readonly string[] {
    const { remembered, loose } = this;
    const numbers =
      remembered === null
        ? this.runs().map(({ from }) => from)
        : [this.newestFirst ? this.count - 1 : 0, ...loose.map(({ n }) => n)];
    return numbers.map((n) => this.hashOf(n)).filter((hash) => hash !== null);
  }

  /** Whether an entry with that hash may be here, of a source that was not read now. */
  mayRemember(hash: string): boolean {
    return this.remembered?.mayHold(hash) ?? false;
  }

  /** Whether the hash that entry `n` states is known not to be that of its content. */
  isBroken(n: number): boolean {
    this.brokenNumbers ??= new Set(this.recomputed.values());
    return this.brokenNumbers.has(n);
  }

  carriesAlike(n: number, other: ChainLinks, m: number): boolean {
    return this.stated.isAlike(n, other.stated, m);
  }

  hashOf(n: number): string | null {
    return this.hashes.at(n);
  }

  /** The number of an entry that carries that hash, if a loose one names it; null where none does. */
  positionOf(hash: string): number | null {
    return this.named.positionOf(hash);
  }

  /** The hashes of the entries beside the one that carries `hash` that name it, if a loose one does too. */
  neighboursOf(hash: string): ReadonlySet<string> {
    return this.named.neighboursOf(hash);
  }

  /** Puts the hashes that this source's entries carry, where they are keys of `naming`, with who follows them. */
  collect(naming: Carried, carried: Map<string, Set<string>>): void {
    this.named.collect(this.hashes, this.recomputed, naming, carried);
  }
}

/** Entries whose content gives another hash than they state: beyond these, a chain is not worth following. */
const recomputedAtMost = 100_000;

/** Entries in a row that state no hash: beyond these, the first of them are not looked at again. */
const unstatedAtMost = 1000;
