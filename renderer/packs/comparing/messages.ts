import type { Progress } from '../../../shared/domain/progress.ts';
import type { ErrorText } from '../../../shared/errors.ts';
import type { PackDifference } from '../../../shared/pack/difference/difference.ts';
import type { KnownSigner } from '../../../shared/seal/known-signer.ts';

export interface CompareOrder {
  readonly pack: File;
  readonly against: File;
  readonly known: readonly KnownSigner[];
}

/** What the comparing thread tells the page, in order; the last message is a difference or an error. */
export type CompareMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'difference'; readonly difference: PackDifference }
  | { readonly type: 'error'; readonly error: ErrorText };
