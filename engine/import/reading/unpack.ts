/** The thread that unpacks a file for the thread that reads it: Node's decompressors need an event loop, reading has none. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { toAppError } from '../../../shared/errors.ts';
import { StopFlag } from '../../threads/signal.ts';
import { Feeder, type FeedMemory } from './feed.ts';
import { type PackedFile, unpackedBlocks } from './packed-file.ts';

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
  const blocks = unpackedBlocks(packed, flag);
  for (;;) {
    const next = await blocks.next();
    if (next.done) {
      feeder.send({ type: 'end', unpacked: next.value });
      break;
    }
    feeder.send({ type: 'block', block: next.value });
  }
} catch (error) {
  feeder.send({ type: 'error', error: toAppError(error).toText() });
}
