import type { Progress } from '../../shared/contract/operation.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { ErrorText } from '../../shared/errors.ts';

/** What the thread that checks tells the page, one after the other; the last is a report or an error. */
export type CheckMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'report'; readonly report: VerifyReport }
  | { readonly type: 'error'; readonly error: ErrorText };
