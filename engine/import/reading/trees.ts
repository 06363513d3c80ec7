/** The thread that builds a source's trees, from batches that another has no more use for. */

import { parentPort } from 'node:worker_threads';
import { AppError, type ErrorText, toAppError } from '../../../shared/errors.ts';
import type { KeyTree } from '../../proof/key-tree.ts';
import type { KeyTreeRemainder } from '../../proof/key-tree-builder.ts';
import { threadLost } from '../../threads/lost.ts';
import { onWork } from '../../threads/on-work.ts';
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

/** A source to begin, a batch of it to add, or that there are no more. */
export type TreeThreadOrder =
  | { readonly type: 'begin'; readonly input: TreeThreadInput }
  | { readonly type: 'batch'; readonly batch: Batch }
  | { readonly type: 'finish' };

export type TreeThreadMessage =
  | { readonly type: 'roots'; readonly roots: SourceRoots }
  | { readonly type: 'error'; readonly error: ErrorText };

/** A source whose trees are being built. */
class Building {
  readonly secret: Uint8Array;
  readonly trees: SourceTreeBuilder;
  private readonly gate: Window;

  constructor({ secret, terms, folders, window }: TreeThreadInput) {
    this.secret = secret;
    this.trees = new SourceTreeBuilder(secret, terms, folders);
    this.gate = new Window(0, window);
  }

  append(batch: Batch): void {
    this.trees.append(batch);
    // It has loaded by the time that it is wanted.
    if (this.trees.isLarge) threads.begin('key-tree');
    if (batch.place) giveBack(batch.place);
    this.gate.leave();
  }

  finish(): Promise<SourceRoots> {
    return this.trees.finishWith((remainder) => finishedElsewhere(remainder, this.secret));
  }
}

const threads = new ReadyThreads();
let building: Building | null = null;

onWork(async (order: TreeThreadOrder) => {
  try {
    if (order.type === 'begin') building = new Building(order.input);
    else if (order.type === 'batch') building?.append(order.batch);
    else if (building !== null) {
      const roots = await building.finish();
      building = null;
      answer({ type: 'roots', roots });
    }
  } catch (error) {
    answer({ type: 'error', error: toAppError(error).toText() });
    parentPort?.close();
    await threads.close();
  }
});

/** The key trees of a large source take as long to finish as all the rest is behind by then: each is merged by a thread. */
function finishedElsewhere(remainder: KeyTreeRemainder, secret: Uint8Array): Promise<KeyTree> {
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

function answer(message: TreeThreadMessage): void {
  parentPort?.postMessage(message);
}
