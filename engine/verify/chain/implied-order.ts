/**
 * Where entries do not state what is before them, their order is known from their hashes alone: each recomputes with the hash of
 * exactly one. Most follow their neighbour in the file; the ones before the others are looked for among the entries that nobody follows,
 * in every source that is hashed alike.
 */
import { type ChainMethod, ChainReader, isSound } from '../../../shared/chain/evaluate.ts';
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
  settle(entry: ApartEntry, before: Before, isStated: boolean, other: string | null): void;
}

/** Entries that are hashed anew, over all sources: about a second. */
const attemptsAtMost = 200_000;

/** Looks for what is before the entries that stand apart, in sources whose entries were hashed by one method. */
export function findBefore(method: ChainMethod, sources: readonly ImpliedSource[]): void {
  const count = sources.reduce((sum, { apart }) => sum + apart.entries.length, 0);
  if (count === 0) return;
  const stated = new Set(sources.flatMap(hashesUnfollowed));
  // Only the hash that an entry states may have been changed.
  const unfollowed = new Set([...stated, ...sources.flatMap(hashesOfContent)]);
  if (count * (unfollowed.size + 1) > attemptsAtMost || sources.some(({ apart }) => !apart.isWhole)) {
    for (const { apart } of sources) apart.isWhole = false;
    return;
  }
  const reader = new ChainReader(nodeChainHasher, method);
  const followers = new Map<string, string>();
  for (const source of sources) {
    for (const entry of source.apart.entries) {
      const beyond = hashBeyond(source, entry);
      const before = beforeOf(entry, reader, [...unfollowed, ...(beyond === null ? [] : [beyond.hash])]);
      source.apart.settle(entry, before);
      if (before === null) {
        behindNeighbour(source, entry, reader);
        continue;
      }
      const follower = before === beyond?.hash ? beyond.follower : null;
      const other = typeof before === 'string' ? (followers.get(before) ?? follower) : null;
      if (typeof before === 'string') followers.set(before, entry.hash);
      source.settle(entry, before, typeof before === 'string' && stated.has(before), other);
    }
  }
}

/** The hashes that no neighbour follows. */
function hashesUnfollowed({ apart, links, newestFirst }: ImpliedSource): string[] {
  const last = newestFirst ? 0 : links.count - 1;
  const numbers = [last, ...[...apart.left].map((n) => (newestFirst ? n + 1 : n - 1))];
  return numbers.map((n) => links.hashOf(n)).filter((hash) => hash !== null);
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
  if (entry.recomputed !== null || neighbour === null) return;
  entry.recomputed = reader.readBehind(parseJson(entry.text), entry.text, neighbour).recomputed;
}

function hashesOfContent({ apart }: ImpliedSource): string[] {
  return apart.entries.map(({ recomputed }) => recomputed).filter((hash) => hash !== null);
}

function beforeOf({ text, hash }: ApartEntry, reader: ChainReader, hashes: readonly string[]): Before {
  const parsed = parseJson(text);
  if (isSound(reader.readBehind(parsed, text, undefined))) return beginning;
  for (const before of hashes) {
    if (before !== hash && isSound(reader.readBehind(parsed, text, before))) return before;
  }
  return null;
}
