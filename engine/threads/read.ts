/** The thread that reads a source: bytes in, batches out, at most a few ahead of whoever stores or compares them. */
import { parentPort, workerData } from 'node:worker_threads';
import { cancelled, type ErrorText, toAppError } from '../../shared/errors.ts';
import { openReadable } from '../case/open.ts';
import { movable } from '../import/batch.ts';
import { fileBlocks, observed, storedBlocks } from '../import/blocks.ts';
import { type Reading, type ReadPart, type ReadTotals, readSource } from '../import/read-source.ts';
import { type SourceRoots, SourceTreeBuilder } from '../import/source-tree.ts';
import { StopFlag, Window } from './signal.ts';

/** Where the bytes come from: a file that another thread has opened, or what a case stores of a source. */
export type Origin =
  | { readonly kind: 'file'; readonly file: number; readonly path: string }
  | { readonly kind: 'case'; readonly path: string; readonly source: number };

/** What is wanted beside the records. */
export interface Wanted {
  /** The bytes themselves, to store them. */
  readonly blocks: boolean;
  /** The source's trees; null where the receiver builds them itself, or needs none. */
  readonly trees: {
    /** 32 bytes, what the source's salts are derived from. */
    readonly secret: Uint8Array;
    /** Folders where what does not fit into memory may be put aside, the best first. */
    readonly scratch: readonly string[];
  } | null;
}

export interface ReadThreadInput {
  readonly origin: Origin;
  readonly reading: Reading;
  readonly wanted: Wanted;
  readonly stop: SharedArrayBuffer;
  readonly window: SharedArrayBuffer;
  readonly windowLimit: number;
}

export type ReadThreadMessage =
  | { readonly type: 'block'; readonly block: Uint8Array }
  | { readonly type: 'part'; readonly part: ReadPart }
  | { readonly type: 'end'; readonly totals: ReadTotals; readonly roots: SourceRoots | null }
  | { readonly type: 'error'; readonly error: ErrorText };

function run({ origin, reading, wanted, stop, window, windowLimit }: ReadThreadInput): void {
  const port = parentPort;
  if (port === null) throw new Error('this module runs in a thread');
  const flag = new StopFlag(stop);
  const gate = new Window(windowLimit, window);
  const source = observed(
    open(origin),
    () => {
      if (flag.isSet) throw cancelled('nothing was kept of it');
    },
    // Only now: splitters copy what they read from, and a block that has changed threads is gone here.
    (block) => {
      if (!wanted.blocks) return;
      gate.enter(() => flag.isSet);
      port.postMessage({ type: 'block', block } satisfies ReadThreadMessage, [block.buffer as ArrayBuffer]);
    },
  );
  const parts = readSource(source, reading);
  const trees = wanted.trees
    ? new SourceTreeBuilder(wanted.trees.secret, reading.terms, wanted.trees.scratch)
    : null;
  for (;;) {
    const next = parts.next();
    if (next.done) {
      const roots = trees?.finish() ?? null;
      port.postMessage({ type: 'end', totals: next.value, roots } satisfies ReadThreadMessage);
      return;
    }
    const { batch } = next.value;
    trees?.append(batch);
    gate.enter(() => flag.isSet);
    port.postMessage({ type: 'part', part: next.value } satisfies ReadThreadMessage, movable(batch));
  }
}

function open(origin: Origin): Generator<Buffer> {
  if (origin.kind === 'file') return fileBlocks(origin.file, origin.path);
  return storedBlocks(openReadable(origin.path), origin.source);
}

try {
  run(workerData as ReadThreadInput);
} catch (error) {
  parentPort?.postMessage({ type: 'error', error: toAppError(error).toText() } satisfies ReadThreadMessage);
}
