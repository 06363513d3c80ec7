import type { ChainProfile } from '../chain/profile.ts';
import type { KnownSigner } from '../seal/known-signer.ts';

/** The independent questions of integrity, in the order of every report. */
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

/** One answer about one subject. `checked` counts what was examined: entries, events or members. */
export interface Axis {
  readonly axis: AxisName;
  /** `case`, `pack` or `source 1`. */
  readonly subject: string;
  readonly status: AxisStatus;
  readonly reason: string;
  readonly checked: number;
}

/** One thing that does not hold, located as exactly as possible. Never an error: verification continued after it. */
export interface Finding {
  /** Upper case, such as CHAIN_BREAK. */
  readonly code: string;
  readonly subject: string;
  /** The axis it belongs to. */
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
  /** The profile's name; null if no known profile recomputes the hashes that entries carry. */
  readonly profile: string | null;
  readonly detected: boolean;
  /** The fields of an entry that the hash covers, and those it omits. */
  readonly covers: readonly string[];
  readonly omits: readonly string[];
  /** Of `looked` entries that carry a hash among the first of the trail, how many recompute under the profile. */
  readonly recompute?: number;
  readonly looked?: number;
  /** Further remarks, in sentences: how a key was read, other profiles that were found, what the maker claims. */
  readonly notes?: readonly string[];
  /** The profile in the form of a profile file, to keep, edit and use again. */
  readonly definition?: ChainProfile;
}

/** What is known about the chain of one source. */
export interface SourceChain extends ChainSummary {
  readonly subject: string;
}

/** Who made one seal of a pack. Present only for seals that hold. */
export interface SealSigner {
  readonly seal: 'ssh' | 'certificate' | 'timestamp';
  /** As ssh-keygen or openssl prints it. */
  readonly fingerprint: string;
  /** What the certificate says: untrusted text. */
  readonly subject: string | null;
  /** Who this is to the person checking: a known signer, or a known authority that vouches for the certificate; null for a stranger. */
  readonly known: KnownSigner | null;
  /** A known signer with the name that the pack gives but with another key. */
  readonly others: readonly KnownSigner[];
}

/** A file as it was when it was verified; of a zip, a member of it. */
export interface VerifiedFile {
  readonly bytes: number;
  /** SHA-256 of its bytes as they stand, compressed as they may be; hex. */
  readonly sha256: string;
}

/** What a pack says that it is: untrusted text. */
export interface PackStatement {
  readonly name: string;
  /** Of its case. */
  readonly title: string;
  /** What it was made for: `claim CLM-1`. */
  readonly about: string;
  /** Distinct ones. */
  readonly entries: number;
  readonly records: number;
  /** Of the records. */
  readonly withheld: number;
  readonly masked: number;
}

export interface VerifyReport {
  /** False exactly when an axis fails. */
  readonly ok: boolean;
  readonly kind: 'case' | 'pack' | 'export';
  readonly axes: readonly Axis[];
  /** The vendor's own chain, if one was found or looked for. */
  readonly chain: ChainSummary | null;
  /** The same for every source whose entries carry hashes or claim to be verified, in a case or an export. */
  readonly chains?: readonly SourceChain[];
  /** Names of the sources and containers, by subject: untrusted text. */
  readonly names?: Readonly<Record<string, string>>;
  /** For an export: what was read under each subject. */
  readonly files?: Readonly<Record<string, VerifiedFile>>;
  /** For a pack: what it says of itself, where that reads. Whether it is so is for the axes to say. */
  readonly pack?: PackStatement;
  /** For a pack: who made its seals. */
  readonly signers?: readonly SealSigner[];
  /** The first `findingsListed` findings, and among them some of every subject that has any. */
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
}

/** Whether a finding is an observation, which is reported but changes no status. */
export function isObservation({ axis, code }: Pick<Finding, 'axis' | 'code'>): boolean {
  return axis === 'time' || code === 'ID_REPEATED';
}

/** How many findings a report lists; all are counted. */
export const findingsListed = 10_000;
