import type { Progress } from '../../../shared/domain/progress.ts';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import type { ErrorText } from '../../../shared/errors.ts';
import type { HashedApart } from '../../../shared/pack/check-context.ts';
import type { FoundMember } from '../../../shared/pack/zip-directory.ts';
import type { KnownSigner } from '../../../shared/seal/known-signer.ts';

/** What a thread is asked for: the check of a pack, or the hashes of files in one. */
export type ThreadOrder = CheckOrder | HashOrder;

export interface CheckOrder {
  readonly check: File;
  readonly known: readonly KnownSigner[];
  /** The script that a further thread is started from, if it has to be started from text. */
  readonly script?: string;
}

export interface HashOrder {
  readonly hash: File;
  readonly files: ReadonlyMap<string, FoundMember>;
}

/** What the thread that checks tells the page, one after the other; the last is a report or an error. */
export type CheckMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'report'; readonly report: VerifyReport }
  | { readonly type: 'error'; readonly error: ErrorText };

/** What the thread that hashes tells the one that checks: how many more bytes it did, and at last what it found. */
export type HashMessage =
  | { readonly type: 'hashed'; readonly bytes: number }
  | { readonly type: 'found'; readonly found: HashedApart };

/** A thread of this same code, which takes orders. */
export interface Thread {
  readonly worker: Worker;
  end(): void;
}
