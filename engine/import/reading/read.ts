/** The thread that reads a source: bytes in, batches out, at most a few ahead of whoever stores or compares them. */

import { type MessagePort, parentPort } from 'node:worker_threads';
import { cancelled, type ErrorText, toAppError } from '../../../shared/errors.ts';
import type { Unpacked } from '../../packed/unpack.ts';
import { onWork } from '../../threads/on-work.ts';
import { StopFlag, Window } from '../../threads/signal.ts';
import type { BatchMemory } from '../batch/batch-memory.ts';
import { fileBlocks, observed } from './blocks.ts';
import { type FeedMemory, fed } from './feed.ts';
import type { SourceStream } from './hashed-stream.ts';
import { movablePart, type Reading, type ReadPart, type ReadTotals, readSource } from './read-source.ts';
import type { RingMemory } from './ring.ts';
import { RingStream } from './ring-stream.ts';

/**
 * Where the bytes come from: a file that another thread has opened, what another thread unpacks, or what another reads from a case.
 * `brokenOff`: it is known that they end before they should.
 */
export type Origin =
  | { readonly kind: 'file'; readonly file: number; readonly path: string }
  | { readonly kind: 'fed'; readonly port: MessagePort; readonly memory: FeedMemory }
  | {
      readonly kind: 'stored';
      readonly port: MessagePort;
      readonly memory: RingMemory;
      readonly brokenOff: boolean;
    };

/** What is wanted beside the records. */
export interface Wanted {
  /** The bytes themselves, to store them. */
  readonly blocks: boolean;
}

export interface ReadThreadInput {
  readonly origin: Origin;
  readonly reading: Reading;
  readonly wanted: Wanted;
  readonly stop: SharedArrayBuffer;
  /** What batches are made in. */
  readonly memory: BatchMemory;
  readonly window: SharedArrayBuffer;
  readonly windowLimit: number;
}

export type ReadThreadMessage =
  | { readonly type: 'block'; readonly block: Uint8Array }
  | { readonly type: 'part'; readonly part: ReadPart }
  | {
      readonly type: 'end';
      readonly totals: ReadTotals;
      /** Where the bytes were fed. */
      readonly unpacked: Unpacked | null;
    }
  | { readonly type: 'error'; readonly error: ErrorText };

function run({ origin, reading, wanted, stop, memory, window, windowLimit }: ReadThreadInput): void {
  const port = parentPort;
  if (port === null) throw new Error('this module runs in a thread');
  const flag = new StopFlag(stop);
  const gate = new Window(windowLimit, window);
  const input = open(origin, flag);
  const source = observed(
    input.blocks,
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
  const parts = readSource(source, reading, input.brokenOff, undefined, input.stream, memory);
  for (;;) {
    const next = parts.next();
    if (next.done) {
      const unpacked = input.unpacked();
      port.postMessage({ type: 'end', totals: next.value, unpacked } satisfies ReadThreadMessage);
      return;
    }
    gate.enter(() => flag.isSet);
    port.postMessage({ type: 'part', part: next.value } satisfies ReadThreadMessage, movablePart(next.value));
  }
}

/** The bytes, and what is known once they were read to their end. */
interface Input {
  readonly blocks: Iterable<Buffer>;
  readonly brokenOff: () => boolean;
  readonly unpacked: () => Unpacked | null;
  /** Where another thread hashes the bytes. */
  readonly stream?: SourceStream | undefined;
}

function open(origin: Origin, stop: StopFlag): Input {
  switch (origin.kind) {
    case 'file':
      return { blocks: fileBlocks(origin.file, origin.path), brokenOff: () => false, unpacked: () => null };
    case 'stored': {
      const stream = new RingStream(origin.memory);
      return {
        blocks: stream.blocks(origin.port, origin.memory, stop),
        brokenOff: () => origin.brokenOff,
        unpacked: () => null,
        stream,
      };
    }
    case 'fed': {
      let unpacked: Unpacked | null = null;
      const blocks = function* () {
        unpacked = yield* fed(origin.port, origin.memory, stop);
      };
      return {
        blocks: blocks(),
        brokenOff: () => unpacked !== null && unpacked.fault !== null,
        unpacked: () => unpacked,
      };
    }
  }
}

onWork((input: ReadThreadInput) => {
  try {
    run(input);
  } catch (error) {
    parentPort?.postMessage({ type: 'error', error: toAppError(error).toText() } satisfies ReadThreadMessage);
  }
});
