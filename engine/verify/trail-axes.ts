import { toHex } from '../../shared/bytes/encoding.ts';
import type { Axis } from '../../shared/domain/verification.ts';
import { type Carried, carriedBy } from './chain/carried.ts';
import type { ChainCheck } from './chain/chain-check.ts';
import type { ChainLinks } from './chain/chain-links.ts';
import type { WantedHashes } from './chain/digest-search.ts';
import { elsewhere, inQuarantine, tellCopies, unrecomputed } from './chain/entries-elsewhere.ts';
import { forksAcross } from './chain/forks-across.ts';
import { findBefore } from './chain/implied-order.ts';
import type { HashList } from './chain/stated-hashes.ts';
import type { TrailCheck } from './trail-check.ts';

/** A trail, or the source that it is of. */
export interface AmongTrails {
  readonly trail: TrailCheck;
  /** Why entries that its maker wrote may not have been read of it, as a part of a sentence behind its name; null where all were. */
  readonly lacks?: string | null;
  /** Whether what was read of it is not known to be what its maker wrote. */
  readonly isAltered?: boolean;
  axes(carried: Carried): Axis[];
}

/** Which of the wanted hashes the records of trail `n` state as their own. */
export type StatedIn = (n: number, wanted: WantedHashes) => Promise<ReadonlySet<string>>;

/** Axes of several sources: a chain may go on in another, so what one lacks is looked for in all. */
export async function trailAxes(trails: readonly AmongTrails[], statedIn: StatedIn): Promise<Axis[]> {
  const chains = trails.flatMap(({ trail }) => trail.chain ?? []);
  for (const alike of Map.groupBy(chains, ({ method }) =>
    JSON.stringify([method.profile, method.key && toHex(method.key)]),
  ).values())
    lookElsewhere(alike, trails);
  // Of altered bytes, only the hashes that they still state say anything of other sources.
  const chainsOf = (those: boolean) =>
    trails.flatMap(({ trail: { chain }, isAltered = false }) => (isAltered === those ? (chain ?? []) : []));
  const unaltered = chainsOf(false);
  for (const alike of Map.groupBy(unaltered, ({ kind }) => kind).values()) {
    const [first] = alike.toSorted((a, b) => a.links.earliest - b.links.earliest);
    for (const chain of alike) if (chain !== first) chain.begunBefore = first ?? null;
  }
  compareAcross(unaltered);
  const altered = chainsOf(true).map(({ links }) => links.hashes);
  const carried = await carriedOf(unaltered, altered, trails, statedIn);
  return trails.flatMap((trail) => trail.axes(carried));
}

/** Tells sources that hold the same entries, and go on differently behind one. */
function compareAcross(chains: readonly ChainCheck[]): void {
  const told = new Map<ChainCheck, ChainCheck['forksAcross'][number][]>();
  for (const { source, n, otherSource, other } of forksAcross(chains.map(({ links }) => links))) {
    const [chain, { subject }] = [chains[source] as ChainCheck, chains[otherSource] as ChainCheck];
    told.set(chain, [...(told.get(chain) ?? []), { n, other, subject }]);
  }
  for (const [chain, forks] of told) chain.forksAcross = forks;
}

/** What chains carry that they name, with that which they were held against. What explicit ones still lack is looked for in the rest. */
async function carriedOf(
  unaltered: readonly ChainCheck[],
  altered: readonly HashList[],
  trails: readonly AmongTrails[],
  statedIn: StatedIn,
): Promise<Carried> {
  const links: readonly ChainLinks[] = unaltered.map((chain) => chain.links);
  const beside = trails.flatMap(({ trail: { hashes } }) => hashes ?? []);
  const byChains = carriedBy(links, altered);
  const carried = beside.length === 0 ? byChains : carriedBy(links, [...altered, ...beside]);
  for (const alike of Map.groupBy(
    unaltered.filter(({ implied }) => !implied),
    ({ method: { profile } }) => JSON.stringify([profile.algorithm, profile.output]),
  ).values()) {
    const lacking = alike.flatMap((chain) => chain.lacking(byChains));
    const [{ method }] = alike as [ChainCheck, ...ChainCheck[]];
    const hashes = new Set(lacking.map(({ hash }) => hash));
    const found = await unrecomputed(trails, method.profile, hashes, statedIn);
    const unread = alike.flatMap((chain) => inQuarantine(chain, byChains, lacking));
    const all = new Map([...unread, ...found]);
    for (const chain of alike) chain.statedElsewhere = all;
  }
  return carried;
}

/** Where entries may stand that chains of one method lack; where entries do not state what is before them, that is looked for. */
function lookElsewhere(alike: readonly ChainCheck[], trails: readonly AmongTrails[]): void {
  const [first] = alike as readonly [ChainCheck];
  for (const { links } of alike) links.finish();
  const isSought = alike.some(({ apart, links }) => apart.left.size + links.loose.length > 0);
  if (!isSought) return;
  const places = elsewhere(trails, first);
  for (const { apart } of alike) apart.elsewhere = places;
  if (!first.implied) return;
  tellCopies(alike);
  findBefore(
    first.method,
    alike,
    places.flatMap(({ hashes }) => hashes ?? []),
  );
}
