/** Why two packs are not the same bytes: which files differ, and what each of them differs for. */
import type { SealSigner } from '../../domain/verification.ts';

/** Everything that a pack's bytes come from, and what is outside it. */
export const causes = [
  'case',
  'scope',
  'number',
  'sources',
  'entries',
  'redaction',
  'numbering',
  'related',
  'annotations',
  'custody',
  'verification',
  'report',
  'version',
  'seals',
] as const;
export type Cause = (typeof causes)[number];

export interface Explanation {
  readonly cause: Cause;
  /** What differs, as a sentence. */
  readonly message: string;
}

export interface MemberDifference {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Which of the explanations it follows from; empty where none does. */
  readonly causes: readonly Cause[];
}

export type EntryChange = 'added' | 'removed' | 'changed' | 'masked' | 'disclosed' | 'withheld';

export interface EntryDifference {
  readonly change: EntryChange;
  readonly source: number;
  readonly ordinal: number;
  readonly entryId: string | null;
}

/** Of a pack, seen from another: `added` is what this one has and the other has not. */
export interface PackDifference {
  readonly pack: PackFacts;
  readonly against: PackFacts;
  /** Whether all files are alike but for those under seal/. */
  readonly same: boolean;
  /** Empty exactly where every byte of every file is alike. */
  readonly explanations: readonly Explanation[];
  readonly members: readonly MemberDifference[];
  /** Records, by what happened to them, and the first thousand of them. */
  readonly entries: Readonly<Record<EntryChange, number>>;
  readonly firstEntries: readonly EntryDifference[];
}

export interface PackFacts {
  readonly name: string;
  readonly scope: string;
  readonly records: number;
  /** Whether its own check passes, and whom its seals are by. */
  readonly ok: boolean;
  readonly signers: readonly SealSigner[];
}

/** Entries that a difference lists; all are counted. */
export const entriesListed = 1000;
