/** The thread that reads a source: bytes in, batches out, at most a few ahead of whoever stores or compares them. */
import { parentPort, workerData } from 'node:worker_threads';
import { cancelled, type ErrorText, toAppError } from '../../shared/errors.ts';
import { openReadable } from '../case/open.ts';
import { fileBlocks, observed, storedBlocks } from '../import/blocks.ts';
import { type Reading, type ReadPart, type ReadTotals, readSource } from '../import/read-source.ts';
import { StopFlag, Window } from './signal.ts';

/** Where the bytes come from: a file that another thread has opened, or what a case stores of a source. */
export type Origin =
  | { readonly kind: 'file'; readonly file: number; readonly path: string }
  | { readonly kind: 'case'; readonly path: string; readonly source: number };

export interface ReadThreadInput {
  readonly origin: Origin;
  readonly reading: Reading;
  /** Whether the bytes themselves are wanted too, to store them. */
  readonly passBlocks: boolean;
  readonly stop: SharedArrayBuffer;
  readonly window: SharedArrayBuffer;
  readonly windowLimit: number;
}

export type ReadThreadMessage =
  | { readonly type: 'block'; readonly block: Uint8Array }
  | { readonly type: 'part'; readonly part: ReadPart }
  | { readonly type: 'end'; readonly totals: ReadTotals }
  | { readonly type: 'error'; readonly error: ErrorText };

function run({ origin, reading, passBlocks, stop, window, windowLimit }: ReadThreadInput): void {
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
      if (!passBlocks) return;
      gate.enter(() => flag.isSet);
      port.postMessage({ type: 'block', block } satisfies ReadThreadMessage, [block.buffer as ArrayBuffer]);
    },
  );
  const parts = readSource(source, reading);
  for (;;) {
    const next = parts.next();
    if (next.done) {
      port.postMessage({ type: 'end', totals: next.value } satisfies ReadThreadMessage);
      return;
    }
    gate.enter(() => flag.isSet);
    const { batch } = next.value;
    port.postMessage({ type: 'part', part: next.value } satisfies ReadThreadMessage, [
      batch.offsets.buffer as ArrayBuffer,
      batch.lengths.buffer as ArrayBuffer,
      batch.lines.buffer as ArrayBuffer,
      batch.contents.buffer as ArrayBuffer,
    ]);
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
