import type { Progress } from '../../../shared/domain/progress.ts';
import type { ErrorText } from '../../../shared/errors.ts';
import type { PackDifference } from '../../../shared/pack/difference/difference.ts';
import type { KnownSigner } from '../../../shared/seal/known-signer.ts';

export interface CompareOrder {
  readonly pack: File;
  readonly against: File;
  readonly known: readonly KnownSigner[];
}

/** What the thread that compares tells the page, one after the other; the last is a difference or an error. */
export type CompareMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'difference'; readonly difference: PackDifference }
  | { readonly type: 'error'; readonly error: ErrorText };
