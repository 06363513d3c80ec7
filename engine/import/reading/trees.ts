/** The thread that builds a source's trees, from batches that another has no more use for. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, type ErrorText, toAppError } from '../../../shared/errors.ts';
import type { KeyTree } from '../../proof/key-tree.ts';
import type { KeyTreeRemainder } from '../../proof/key-tree-builder.ts';
import { threadLost } from '../../threads/lost.ts';
import { ReadyThreads } from '../../threads/ready-threads.ts';
import { Window } from '../../threads/signal.ts';
import type { Batch } from '../batch/batch.ts';
import { giveBack } from '../batch/batch-memory.ts';
import type { KnownTerms } from '../batch/term-list.ts';
import type { KeyTreeThreadInput, KeyTreeThreadMessage } from './key-tree.ts';
import { type SourceRoots, SourceTreeBuilder } from './source-tree.ts';

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
const threads = new ReadyThreads();

parentPort?.on('message', async ({ batch }: TreeThreadOrder) => {
  try {
    if (batch === null) {
      answer({ type: 'roots', roots: await trees.finishWith(finishedElsewhere) });
      await end();
      return;
    }
    trees.append(batch);
    // It has loaded by the time that it is wanted.
    if (trees.isLarge) threads.begin('key-tree');
    if (batch.place) giveBack(batch.place);
    gate.leave();
  } catch (error) {
    answer({ type: 'error', error: toAppError(error).toText() });
    await end();
  }
});

/** The key trees of a large source take as long to finish as all the rest is behind by then: each is merged by a thread. */
function finishedElsewhere(remainder: KeyTreeRemainder): Promise<KeyTree> {
  const worker = threads.take('key-tree');
  worker.postMessage({ remainder, secret } satisfies KeyTreeThreadInput);
  return new Promise((resolve, reject) => {
    worker.on('message', (message: KeyTreeThreadMessage) => {
      if (message.type === 'tree') resolve(message.tree);
      else reject(new AppError(message.error));
    });
    worker.on('error', (error) => reject(threadLost('builds the trees', error)));
    worker.on('exit', () =>
      reject(threadLost('builds the trees', new Error('it ended before its work was done'))),
    );
  });
}

async function end(): Promise<void> {
  parentPort?.close();
  await threads.close();
}

function answer(message: TreeThreadMessage): void {
  parentPort?.postMessage(message);
}
