import { type ChainProfile, digestBytes } from '../../../shared/chain/profile.ts';
import type { AmongTrails } from '../trail-check.ts';
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

/** A source whose own bytes, as its maker wrote them, are not here; null where they are, or are of another chain. */
function damagedSource({ trail, lacks = null }: AmongTrails, chain: ChainCheck): EntriesElsewhere | null {
  if (lacks === null || (trail.chain !== null && trail.chain.kind !== chain.kind)) return null;
  return { subject: trail.subject, why: lacks, hashes: null };
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
  const why = 'whose hashes no profile recomputes';
  if (hashes === null || !isAlike || hashes.count > hashesAtMost) return { subject, why, hashes: null };
  const all = Array.from({ length: hashes.count }, (_, n) => hashes.at(n) as string);
  return { subject, why, hashes: all.filter((hash) => hash !== '') };
}
