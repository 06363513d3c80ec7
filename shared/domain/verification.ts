import type { ChainProfile } from '../chain/profile.ts';
import type { KnownSigner } from '../seal/known-signer.ts';

/** The independent questions that integrity is made of; their order is the order of every report. */
export const axisNames = [
  'content',
  'linkage',
  'sequence',
  'head',
  'tail',
  'signature',
  'time',
  'storage',
  'custody',
  'completeness',
] as const;

export type AxisName = (typeof axisNames)[number];
export type AxisStatus = 'pass' | 'fail' | 'unverifiable' | 'absent';

/** One answer about one subject. `checked` counts what was looked at: entries, events or members. */
export interface Axis {
  readonly axis: AxisName;
  /** `case`, `pack` or `source 1`. */
  readonly subject: string;
  readonly status: AxisStatus;
  readonly reason: string;
  readonly checked: number;
}

/** One thing that does not hold, located as exactly as can be. Never an error: verification went on after it. */
export interface Finding {
  /** Upper case, such as CHAIN_BREAK. */
  readonly code: string;
  readonly subject: string;
  /** The axis that it bears on. */
  readonly axis: AxisName;
  readonly message: string;
  readonly entryId?: string | undefined;
  /** 0-based among the source's readable records: the index of its leaf in the source tree. */
  readonly ordinal?: number | undefined;
  /** 1-based in the source file. */
  readonly line?: number | undefined;
  /** In the source file, in bytes. */
  readonly byteOffset?: number | undefined;
  /** A file inside a pack. */
  readonly member?: string | undefined;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
}

export interface ChainSummary {
  /** The profile's name, or null where entries carry no hashes that any known profile recomputes. */
  readonly profile: string | null;
  readonly detected: boolean;
  /** The entry fields that the hash covers, and those it omits. */
  readonly covers: readonly string[];
  readonly omits: readonly string[];
  /** Of `looked` entries that carry a hash among the first of the trail, how many recompute under the profile. */
  readonly recompute?: number;
  readonly looked?: number;
  /** What is to be known beside: how a key was taken, other profiles that were met, what the maker claims. Sentences. */
  readonly notes?: readonly string[];
  /** The profile as a file has it, to be kept, edited and given again. */
  readonly definition?: ChainProfile;
}

/** What is known of the chain of one source. */
export interface SourceChain extends ChainSummary {
  readonly subject: string;
}

/** Whom one seal of a pack is by. Told of seals that hold. */
export interface SealSigner {
  readonly seal: 'ssh' | 'certificate' | 'timestamp';
  /** As ssh-keygen or openssl prints it. */
  readonly fingerprint: string;
  /** What the certificate says; somebody else's text. */
  readonly subject: string | null;
  /** Who that is to the person who checks: the signer, or an authority that vouches for the certificate; null for a stranger. */
  readonly known: KnownSigner | null;
  /** Who is known by the name that the pack gives, and by another key than this. */
  readonly others: readonly KnownSigner[];
}

export interface VerifyReport {
  /** False exactly when an axis fails. */
  readonly ok: boolean;
  readonly kind: 'case' | 'pack' | 'export';
  readonly axes: readonly Axis[];
  /** The vendor's own chain, where one was found or looked for. */
  readonly chain: ChainSummary | null;
  /** The same of every source whose entries carry hashes, or claims to be verified; of a case and of an export. */
  readonly chains?: readonly SourceChain[];
  /** What the sources and containers are called, by subject. Somebody else's text. */
  readonly names?: Readonly<Record<string, string>>;
  /** Of a pack: whom its seals are by. */
  readonly signers?: readonly SealSigner[];
  /** The first `findingsListed` findings. */
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
}

/** Whether a finding is an observation: told, and bearing on no answer. */
export function isObservation({ axis, code }: Pick<Finding, 'axis' | 'code'>): boolean {
  return axis === 'time' || code === 'ID_REPEATED';
}

/** How many findings a report lists; all are counted. */
export const findingsListed = 10_000;
