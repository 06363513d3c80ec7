import { toBase64 } from '../../shared/bytes/encoding.ts';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import type { InputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import { type GivenProfile, noProfile } from './given-profile.ts';

export type VerifyWish = Pick<
  InputOf<Operations['verify.run']>,
  'chain' | 'partial' | 'selections' | 'checkpoint' | 'trust' | 'reuse'
>;

/** Which sources are selections. */
export interface Selections {
  readonly every: boolean;
  readonly sources: readonly number[];
}

const noSelections: Selections = { every: false, sources: [] };

/** Earlier choices, so that they need not be made again. Never the key. */
export interface VerifyChoices {
  readonly profile: GivenProfile;
  readonly selections: Selections;
  readonly checkpoint: string;
  readonly trust: string;
  /** Whether to skip deriving what was derived before. */
  readonly reuse: boolean;
}

export const noChoices: VerifyChoices = {
  profile: noProfile,
  selections: noSelections,
  checkpoint: '',
  trust: '',
  reuse: false,
};

/** What is asked of the engine. `profile`: undefined to have it detected. */
export function wishOf(
  { selections, checkpoint, trust, reuse }: VerifyChoices,
  key: Uint8Array | null,
  profile: ChainProfile | string | undefined,
): VerifyWish {
  const chain = {
    ...(key === null ? {} : { hmacKey: toBase64(key) }),
    ...(profile === undefined ? {} : { profile }),
  };
  return {
    partial: selections.every,
    reuse: reuse ? 'unchanged' : 'nothing',
    ...(selections.every || selections.sources.length === 0 ? {} : { selections: [...selections.sources] }),
    ...(key === null && profile === undefined ? {} : { chain }),
    ...(checkpoint.trim() === '' ? {} : { checkpoint: checkpoint.trim() }),
    ...(trust.trim() === '' ? {} : { trust: trust.trim() }),
  };
}

/** The same, where the case is only to be held against a receipt. */
export function receiptWishOf({ checkpoint, trust }: VerifyChoices): VerifyWish {
  return { checkpoint: checkpoint.trim(), ...(trust.trim() === '' ? {} : { trust: trust.trim() }) };
}
