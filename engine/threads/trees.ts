/** The thread that builds a source's trees, from batches that another has no more use for. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorText, toAppError } from '../../shared/errors.ts';
import type { Batch } from '../import/batch.ts';
import { type SourceRoots, SourceTreeBuilder } from '../import/source-tree.ts';
import type { KnownTerms } from '../import/terms.ts';
import { Window } from './signal.ts';

export interface TreeThreadInput {
  /** 32 bytes, what the source's salts are derived from. */
  readonly secret: Uint8Array;
  readonly terms: KnownTerms;
  /** Where what does not fit into memory may be put aside, the best first. */
  readonly folders: readonly string[];
  readonly window: SharedArrayBuffer;
}

/** A batch to add, or that there are no more. */
export type TreeThreadOrder = { readonly batch: Batch | null };

export type TreeThreadMessage =
  | { readonly type: 'roots'; readonly roots: SourceRoots }
  | { readonly type: 'error'; readonly error: ErrorText };

const { secret, terms, folders, window } = workerData as TreeThreadInput;
const trees = new SourceTreeBuilder(secret, terms, folders);
const gate = new Window(0, window);

parentPort?.on('message', ({ batch }: TreeThreadOrder) => {
  try {
    if (batch === null) {
      answer({ type: 'roots', roots: trees.finish() });
      parentPort?.close();
      return;
    }
    trees.append(batch);
    gate.leave();
  } catch (error) {
    answer({ type: 'error', error: toAppError(error).toText() });
    parentPort?.close();
  }
});

function answer(message: TreeThreadMessage): void {
  parentPort?.postMessage(message);
}
