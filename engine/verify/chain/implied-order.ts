/**
 * Where entries do not state what is before them, their order is known from their hashes alone: each recomputes with the hash of
 * exactly one. Most follow their neighbour in the file; the ones before the others are looked for among the entries that nobody follows,
 * in every source that is hashed alike, and among the hashes of those that no profile recomputes.
 *
 * An entry that recomputes with none of those is shown to be changed, or to lack the one before it. Where two entries stand side by side
 * and are not linked says nothing of which: so do an edit, entries that are missing, and the ends of two runs that were put together in
 * another order. So each is told only of an entry that was held against all hashes there are.
 */
import { BehindWhich } from '../../../shared/chain/behind.ts';
import { type ChainMethod, ChainReader } from '../../../shared/chain/evaluate.ts';
import { parseJson } from '../../../shared/json/parse.ts';
import { nodeChainHasher } from '../../hash/chain-hasher.ts';
import { type ApartEntries, type ApartEntry, type Before, beginning } from './apart-entries.ts';
import type { ChainLinks } from './chain-links.ts';

/** Entries of one source that may stand in another order. */
export interface ImpliedSource {
  readonly apart: ApartEntries;
  readonly links: ChainLinks;
  /** Whether an entry's neighbour is the one behind it. */
  readonly newestFirst: boolean;
  /**
   * What is before an entry was found. `isStated`: an entry that is here states it; otherwise only its content gives it. `other`: the hash
   * of another entry that has the same one before it.
   */
  settle(entry: ApartEntry, before: string | typeof beginning, isStated: boolean, other: string | null): void;
}

/** Hashes of one entry each, over all sources, beyond those near every entry: about a second. */
const attemptsAtMost = 400_000;
/** Of the hashes that nobody follows, those that stand nearest before an entry and behind it, each. */
const nearAtMost = 8;
/** Entries that are held against all hashes, whatever that takes. */
const soughtAtLeast = 16;

/** An entry that stands apart, and what was found of it. */
interface Seeking {
  readonly source: ImpliedSource;
  readonly entry: ApartEntry;
  /** Null where its text is not here. */
  readonly behind: BehindWhich | null;
  before: Before | undefined;
}

/**
 * Looks for what is before the entries that stand apart, in sources whose entries were hashed by one method. `beside`: hashes of sources
 * that no profile recomputes.
 */
export function findBefore(
  method: ChainMethod,
  sources: readonly ImpliedSource[],
  beside: readonly string[],
): void {
  const count = sources.reduce((sum, { apart }) => sum + apart.entries.length, 0);
  for (const { apart, links, newestFirst } of sources)
    for (const n of apart.left) links.unfollow(n, newestFirst);
  if (count === 0) return;
  if (sources.some(({ apart }) => !apart.isWhole)) {
    for (const { apart } of sources) apart.isWhole = false;
    return;
  }
  const stated = new UnfollowedHashes(sources);
  // Only the hash that an entry states may have been changed.
  const unfollowed = [...new Set([...stated.all, ...beside, ...sources.flatMap(hashesOfContent)])];
  const seeking = sources.flatMap((source) =>
    source.apart.entries.map((entry) => seekingOf(method, source, entry)),
  );
  for (const each of seeking) if (each.behind !== null) each.before = nearby(each, stated);
  const again = new BeforeAgain(sources, stillOpen(seeking));
  for (const each of stillOpen(seeking)) each.before = again.of(each);
  const open = stillOpen(seeking);
  const most = Math.max(soughtAtLeast, Math.floor(attemptsAtMost / (unfollowed.length + 1)));
  const sought = spread(open, most);
  for (const each of sought) each.before = amongAll(each, unfollowed);
  if (sought.some(({ before }) => before !== null)) for (const { apart } of sources) apart.isScattered = true;
  const reader = new ChainReader(nodeChainHasher, method);
  const others = new Set(beside);
  settleAll(seeking, (hash) => stated.has(hash) || again.has(hash) || others.has(hash), reader);
}

function stillOpen(seeking: readonly Seeking[]): Seeking[] {
  return seeking.filter(({ behind, before }) => behind !== null && before === undefined);
}

function seekingOf(method: ChainMethod, source: ImpliedSource, entry: ApartEntry): Seeking {
  const parsed = entry.text === null ? null : parseJson(entry.text);
  const behind =
    entry.text === null || parsed === null
      ? null
      : new BehindWhich(nodeChainHasher, method, parsed, entry.text, entry.hash);
  return { source, entry, behind, before: undefined };
}

/** Undefined where nothing was found. */
function nearby({ source, entry, behind }: Seeking, stated: UnfollowedHashes): Before | undefined {
  if (behind?.isFirst) return beginning;
  const beyond = hashBeyond(source, entry)?.hash;
  const near = stated.near(source, entry.n);
  return [...near, ...(beyond === undefined ? [] : [beyond])].find(
    (hash) => hash !== entry.hash && behind?.follows(hash),
  );
}

function amongAll({ entry, behind }: Seeking, hashes: readonly string[]): Before {
  return hashes.find((hash) => hash !== entry.hash && behind?.follows(hash)) ?? null;
}

/** So many of them, from all over the list. */
function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, n) => list[Math.floor((n * list.length) / most)] as T);
}

function settleAll(
  seeking: readonly Seeking[],
  isStated: (hash: string) => boolean,
  reader: ChainReader,
): void {
  const followers = new Map<string, string>();
  for (const { source, entry, before } of seeking) {
    if (before === undefined || before === null) behindNeighbour(source, entry, reader);
    if (before === undefined) continue;
    source.apart.settle(entry, before);
    if (before === null || typeof before === 'symbol') {
      if (before === beginning) source.settle(entry, before, false, null);
      continue;
    }
    const beyond = hashBeyond(source, entry);
    const follower = before === beyond?.hash ? beyond.follower : null;
    const other = followers.get(before) ?? follower;
    followers.set(before, entry.hash);
    // An entry that stands in two sources follows the same one in both.
    source.settle(entry, before, isStated(before), other === entry.hash ? null : other);
  }
}

/** The hashes that no neighbour follows, source by source in the order of each. */
class UnfollowedHashes {
  readonly all: readonly string[];
  private readonly set: ReadonlySet<string>;
  /** Where those of a source begin in `all`, and their numbers in it. */
  private readonly places = new Map<ImpliedSource, { readonly from: number; readonly numbers: number[] }>();

  constructor(sources: readonly ImpliedSource[]) {
    const all: string[] = [];
    for (const source of sources) {
      const { apart, links, newestFirst } = source;
      const last = newestFirst ? 0 : links.count - 1;
      const beside = [...apart.left].map((n) => (newestFirst ? n + 1 : n - 1));
      const numbers = [...new Set([last, ...beside])]
        .filter((n) => links.hashOf(n) !== null)
        .sort((a, b) => a - b);
      this.places.set(source, { from: all.length, numbers });
      for (const n of numbers) all.push(links.hashOf(n) as string);
    }
    this.all = all;
    this.set = new Set(all);
  }

  has(hash: string): boolean {
    return this.set.has(hash);
  }

  /** Those nearest to an entry of a source; at its ends also those of the sources beside it. */
  near(source: ImpliedSource, n: number): readonly string[] {
    const { from, numbers } = this.places.get(source) ?? { from: 0, numbers: [] };
    let [low, high] = [0, numbers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((numbers[middle] as number) < n) low = middle + 1;
      else high = middle;
    }
    const at = from + low;
    return this.all.slice(Math.max(0, at - nearAtMost), at + nearAtMost);
  }
}

/** Where entries stand a second time, as in an export that overlaps another: behind the one that they follow, perhaps. */
class BeforeAgain {
  private readonly before = new Map<string, Set<string>>();
  private readonly all = new Set<string>();

  constructor(sources: readonly ImpliedSource[], seeking: readonly Seeking[]) {
    const wanted = new Set(seeking.map(({ entry }) => entry.hash));
    for (const { apart, links, newestFirst } of sources) {
      for (const { hash, n } of links.hashes.among(wanted)) {
        const before = apart.left.has(n) ? null : links.hashOf(newestFirst ? n + 1 : n - 1);
        if (before === null) continue;
        const known = this.before.get(hash) ?? new Set();
        if (known.size < nearAtMost) this.before.set(hash, known.add(before));
        this.all.add(before);
      }
    }
  }

  /** Undefined where it stands nowhere behind such a one. */
  of({ entry, behind }: Seeking): Before | undefined {
    const known = [...(this.before.get(entry.hash) ?? [])];
    return known.find((hash) => behind?.follows(hash));
  }

  /** Whether it is the hash of an entry that some of them follows elsewhere. */
  has(hash: string): boolean {
    return this.all.has(hash);
  }
}

/** That of the entry beyond the neighbour, which follows it: where one was put in between, two do. */
function hashBeyond(
  { apart, links, newestFirst }: ImpliedSource,
  { n }: ApartEntry,
): { readonly hash: string; readonly follower: string } | null {
  const step = newestFirst ? 1 : -1;
  if (apart.left.has(n + step)) return null;
  const [follower, hash] = [links.hashOf(n + step), links.hashOf(n + 2 * step)];
  return follower === null || hash === null ? null : { hash, follower };
}

/** Newest first, an entry may come to be read without the one behind it: then what its content gives with that is not known yet. */
function behindNeighbour(
  { links, newestFirst }: ImpliedSource,
  entry: ApartEntry,
  reader: ChainReader,
): void {
  const neighbour = newestFirst ? links.hashOf(entry.n + 1) : null;
  if (entry.recomputed !== null || entry.text === null || neighbour === null) return;
  entry.recomputed = reader.readBehind(parseJson(entry.text), entry.text, neighbour).recomputed;
}

function hashesOfContent({ apart }: ImpliedSource): string[] {
  return apart.entries.map(({ recomputed }) => recomputed).filter((hash) => hash !== null);
}
