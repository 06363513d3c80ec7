import { type ChainProfile, digestBytes } from '../../../shared/chain/profile.ts';
import type { AmongTrails, StatedIn } from '../trail-axes.ts';
import type { ChainCheck } from './chain-check.ts';

/** A source in which an entry may stand that a chain lacks. */
export interface EntriesElsewhere {
  readonly subject: string;
  /** Why what was read of it does not tell, behind its name. */
  readonly why: string;
  /** Hashes that its entries state, the one before an entry of an implied chain among them; null where they are not known, or too many. */
  readonly hashes: readonly string[] | null;
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

/** Entries that a chain names and quarantined bytes of its own stand in the place of: those may be of the entry that a copy lacks. */
export function inQuarantine(
  { subject }: ChainCheck,
  hashes: readonly string[],
): (readonly [string, EntriesElsewhere])[] {
  const why = 'where quarantined bytes stand in its place';
  return hashes.map((hash) => [hash, { subject, why, hashes: null }]);
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
