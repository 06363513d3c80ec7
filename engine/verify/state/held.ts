/** A thread that hashes what a case file holds of its sources, part by part, on a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorText, toAppError } from '../../../shared/errors.ts';
import { caseFault } from '../../case/faults.ts';
import { openReadable } from '../../case/open.ts';
import { StopFlag } from '../../threads/signal.ts';
import { type HeldPart, hashPart } from './held-parts.ts';

export interface HeldThreadInput {
  readonly path: string;
  readonly parts: readonly HeldPart[];
  /** How many parts were taken by all such threads: a count of 32 bits. */
  readonly taken: SharedArrayBuffer;
  readonly stop: SharedArrayBuffer;
}

export type HeldThreadMessage =
  | { readonly type: 'digest'; readonly part: number; readonly digest: Uint8Array }
  | { readonly type: 'error'; readonly part: number; readonly error: ErrorText };

const { path, parts, taken, stop } = workerData as HeldThreadInput;
const count = new Int32Array(taken);
const flag = new StopFlag(stop);
const answer = (message: HeldThreadMessage) => parentPort?.postMessage(message);

let part = Atomics.add(count, 0, 1);
try {
  const db = openReadable(path);
  for (; part < parts.length; part = Atomics.add(count, 0, 1))
    answer({ type: 'digest', part, digest: hashPart(db, parts[part] as HeldPart, flag) });
  db.close();
} catch (error) {
  answer({ type: 'error', part, error: toAppError(caseFault(error, path)).toText() });
}
