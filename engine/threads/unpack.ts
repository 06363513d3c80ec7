/** The thread that unpacks a file for the thread that reads it: Node's decompressors need an event loop, reading has none. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { toAppError } from '../../shared/errors.ts';
import { inBlocks } from '../import/blocks.ts';
import { FileReader } from '../packed/byte-reader.ts';
import type { Packing } from '../packed/packing.ts';
import { unpack } from '../packed/unpack.ts';
import { Feeder, type FeedMemory } from './feed.ts';
import { StopFlag } from './signal.ts';

/** A packed file that another thread has opened. */
export interface PackedFile {
  readonly file: number;
  readonly path: string;
  readonly packing: Packing;
  /** The longest that its stream may be, in bytes. */
  readonly limit: number;
}

export interface UnpackThreadInput {
  readonly packed: PackedFile;
  readonly port: MessagePort;
  readonly memory: FeedMemory;
  readonly stop: SharedArrayBuffer;
}

const { packed, port, memory, stop } = workerData as UnpackThreadInput;
const flag = new StopFlag(stop);
const feeder = new Feeder(port, memory, flag);
try {
  const blocks = inBlocks(unpack(new FileReader(packed.file, packed.path), packed.packing, packed.limit));
  for (;;) {
    const next = await blocks.next();
    if (next.done) {
      feeder.send({ type: 'end', unpacked: next.value });
      break;
    }
    feeder.send({ type: 'block', block: next.value });
    if (flag.isSet) break;
  }
} catch (error) {
  feeder.send({ type: 'error', error: toAppError(error).toText() });
}
