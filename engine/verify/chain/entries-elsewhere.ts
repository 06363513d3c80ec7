import { type ChainProfile, digestBytes } from '../../../shared/chain/profile.ts';
import type { AmongTrails, StatedIn } from '../trail-axes.ts';
import type { Carried } from './carried.ts';
import type { ChainCheck } from './chain-check.ts';

/** A source in which an entry may stand that a chain lacks. */
export interface EntriesElsewhere {
  readonly subject: string;
  /** Why what was read of it does not tell, behind its name. */
  readonly why: string;
  /** Hashes that its entries state, the one before an entry of an implied chain among them; null where they are not known, or too many. */
  readonly hashes: readonly string[] | null;
}

/** An entry that another names, and the hash of the one that stands before that; null where none does. */
export interface MissingEntry {
  readonly hash: string;
  readonly behind: string | null;
}

/** So many hashes of one source are looked through. */
const hashesAtMost = 100_000;

/**
 * Sources that may hold what a chain lacks: what is missing in it, or cannot be followed, is then told of none of its entries. `chain`
 * itself among them, where it was not read whole.
 */
export function elsewhere(trails: readonly AmongTrails[], chain: ChainCheck): EntriesElsewhere[] {
  return trails.flatMap((each) => {
    const damaged = damagedSource(each, chain);
    if (damaged !== null) return [damaged];
    return (chain.implied ? besideUnknown(each, chain.method.profile) : null) ?? [];
  });
}

/**
 * A source whose own bytes, as its maker wrote them, are not here; null where they are, or are of another chain.
 *
 * One that broke off counts also where no entry that was read of it carries a hash, and whatever system it is of. Neither says what was
 * lost: a system may have begun to hash behind the break, a gateway may chain the entries of several systems, and by which system a file was
 * read is what somebody may have asked for. Then entries that stand in the lost part would be called missing. The gap is told all the
 * same, with where it may be filled; only its answer stays open.
 */
function damagedSource({ trail, lacks = null }: AmongTrails, chain: ChainCheck): EntriesElsewhere | null {
  if (lacks === null || (trail.chain !== null && trail.chain.kind !== chain.kind)) return null;
  return { subject: trail.subject, why: lacks, hashes: null };
}

const whyUnrecomputed = 'whose hashes no profile recomputes';

/**
 * Where entries stand that chains name and no chain carries: by their hashes, in sources of which no profile recomputes any, such as
 * tables. That they are there is all that is known of them.
 */
export async function unrecomputed(
  trails: readonly AmongTrails[],
  { algorithm, output }: ChainProfile,
  lacking: ReadonlySet<string>,
  statedIn: StatedIn,
): Promise<ReadonlyMap<string, EntriesElsewhere>> {
  const found = new Map<string, EntriesElsewhere>();
  const hashes = new Set(lacking);
  for (const [n, { trail }] of trails.entries()) {
    if (hashes.size === 0) break;
    if (trail.chain !== null) continue;
    for (const hash of await statedIn(n, { hashes, output, bytes: digestBytes(algorithm) })) {
      found.set(hash, { subject: trail.subject, why: whyUnrecomputed, hashes: null });
      hashes.delete(hash);
    }
  }
  return found;
}

/**
 * Entries that chains lack and that a source may hold as quarantined bytes: those in whose place such bytes stand in it, and those behind
 * an entry after which it was cut in the middle of one.
 */
export function inQuarantine(
  chain: ChainCheck,
  carried: Carried,
  lacking: readonly MissingEntry[],
): (readonly [string, EntriesElsewhere])[] {
  const { subject, links } = chain;
  const { tornBehind } = links;
  const torn = tornBehind === null ? [] : lacking.filter(({ behind }) => behind === tornBehind);
  const as =
    (why: string) =>
    (hash: string): readonly [string, EntriesElsewhere] => [hash, { subject, why, hashes: null }];
  return [
    ...torn.map(({ hash }) => hash).map(as('which ends there in quarantined bytes')),
    ...chain.inQuarantine(carried).map(as(whyInPlace)),
  ];
}

const whyInPlace = 'where quarantined bytes stand in its place';

/**
 * Where entries do not state what is before them, and quarantined bytes stand where it would, the same is missing before a copy of such an
 * entry, if that stands behind the same one. Tells those copies where it may stand.
 */
export function tellCopies(alike: readonly ChainCheck[]): void {
  const over = new Map<string, EntriesElsewhere & { readonly behind: string | null }>();
  for (const chain of alike) {
    const { subject, apart, links, newestFirst } = chain;
    const { before, after } = links.outer;
    const isFirstOver = (newestFirst ? after : before) === 'remains';
    for (const { n, text, overQuarantine } of apart.entries) {
      const behind = hashBehind(chain, n);
      if (text !== null && (overQuarantine || (isFirstOver && behind === null)))
        over.set(text, { subject, why: whyInPlace, hashes: null, behind });
    }
  }
  if (over.size === 0) return;
  for (const chain of alike)
    for (const entry of chain.apart.entries) {
      const found = over.get(entry.text ?? '');
      if (found !== undefined && (found.behind === null || found.behind === hashBehind(chain, entry.n)))
        entry.copyOverQuarantine = found;
    }
}

function hashBehind({ links, newestFirst }: ChainCheck, n: number): string | null {
  return links.hashOf(newestFirst ? n + 1 : n - 1);
}

/** What is known of a source with hashes that no profile recomputes; null where no entry of the chain can be in it. */
function besideUnknown(
  { trail: { subject, sample, chain, hashes } }: AmongTrails,
  { algorithm, output }: ChainProfile,
): EntriesElsewhere | null {
  const { besideImplied } = sample;
  if (chain !== null || sample.unknown === null || besideImplied === null) return null;
  const profile = besideImplied?.profile ?? null;
  const isAlike =
    profile !== null &&
    digestBytes(profile.algorithm) === digestBytes(algorithm) &&
    profile.output.encoding === output.encoding &&
    profile.output.prefix === output.prefix;
  const why = whyUnrecomputed;
  if (hashes === null || !isAlike || hashes.count > hashesAtMost) return { subject, why, hashes: null };
  const all = Array.from({ length: hashes.count }, (_, n) => hashes.at(n) as string);
  return { subject, why, hashes: all.filter((hash) => hash !== '') };
}
