/** The thread that finishes one key tree of a large source, while the tree thread finishes the other. */

import { parentPort } from 'node:worker_threads';
import { type ErrorText, toAppError } from '../../../shared/errors.ts';
import { nodeDigest } from '../../hash/node-digest.ts';
import type { KeyTree } from '../../proof/key-tree.ts';
import { finishKeyTree, type KeyTreeRemainder } from '../../proof/key-tree-builder.ts';
import { onWork } from '../../threads/on-work.ts';

export interface KeyTreeThreadInput {
  readonly remainder: KeyTreeRemainder;
  /** 32 bytes, what the source's salts are derived from. */
  readonly secret: Uint8Array;
}

export type KeyTreeThreadMessage =
  | { readonly type: 'tree'; readonly tree: KeyTree }
  | { readonly type: 'error'; readonly error: ErrorText };

onWork(({ remainder, secret }: KeyTreeThreadInput) => {
  try {
    const tree = finishKeyTree(nodeDigest, remainder, secret);
    parentPort?.postMessage({ type: 'tree', tree } satisfies KeyTreeThreadMessage);
  } catch (error) {
    parentPort?.postMessage({
      type: 'error',
      error: toAppError(error).toText(),
    } satisfies KeyTreeThreadMessage);
  }
});
