import { type ChainProfile, digestBytes } from '../../../shared/chain/profile.ts';
import type { AmongTrails } from '../trail-check.ts';

/** A source whose entries carry hashes that no profile recomputes: the one before an entry of an implied chain may be among them. */
export interface BesideUnknown {
  readonly subject: string;
  /** Its hashes; null where they are not known, or too many to hold entries against them. */
  readonly hashes: readonly string[] | null;
}

/** So many hashes of one source are looked through. */
const hashesAtMost = 100_000;

/** What is known of such a source beside a chain of that profile; null where no entry of the chain can be in it. */
export function besideUnknown(
  { trail: { subject, sample, hashes }, complete = true }: AmongTrails,
  { algorithm, output }: ChainProfile,
): BesideUnknown | null {
  const { besideImplied } = sample;
  if (besideImplied === null) return null;
  const profile = besideImplied?.profile ?? null;
  const isAlike =
    profile !== null &&
    digestBytes(profile.algorithm) === digestBytes(algorithm) &&
    profile.output.encoding === output.encoding &&
    profile.output.prefix === output.prefix;
  if (hashes === null || !isAlike || !complete || hashes.count > hashesAtMost)
    return { subject, hashes: null };
  const all = Array.from({ length: hashes.count }, (_, n) => hashes.at(n) as string);
  return { subject, hashes: all.filter((hash) => hash !== '') };
}
