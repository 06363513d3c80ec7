import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { QueryNode } from '../../../shared/query/syntax.ts';
import type { TaskContext } from '../../task.ts';
import { beginThread } from '../../threads/begin-thread.ts';
import type { Piece } from './pieces.ts';
import type { ScanThreadInput, ScanThreadMessage } from './scan.ts';
import { ScanState } from './scan-state.ts';

export interface SharedScan {
  readonly path: string;
  readonly uuid: string;
  readonly query: QueryNode;
  /** The only entries that are looked at, ascending; null for all. */
  readonly among: Float64Array | null;
  readonly pieces: readonly Piece[];
}

/** When other threads help, and how many. */
export interface Help {
  readonly threads: number;
  /** Milliseconds of work before it is worth to start them, and that must be left. */
  readonly afterMs: number;
}

const usualHelp: Help = { threads: Math.min(3, availableParallelism() - 1), afterMs: 100 };

/** Milliseconds between two looks at the cancel flag while others are waited for. */
const betweenLooks = 10;
/** A piece that another thread has taken is waited for so long, in milliseconds, and so many times as long as a piece of one's own took. */
const patience = { leastMs: 1_000, pieces: 20 };

/**
 * Looks through pieces of a case in this thread, and, where that takes long, in others beside it: each takes the next piece when it is
 * done with one. What others took and do not hand over is looked through here.
 *
 * @param own what this thread finds in a piece
 * @returns what was found, by piece
 * @throws AppError CANCELLED, and what `own` throws
 */
export function scanTogether(
  scan: SharedScan,
  own: (piece: Piece) => Float64Array,
  context: TaskContext,
  { threads, afterMs }: Help = usualHelp,
  state: ScanState = new ScanState(),
): Float64Array[] {
  const { pieces } = scan;
  const found = new Map<number, Float64Array>();
  const helpers: MessagePort[] = [];
  const began = performance.now();
  let slowest = 0;
  const look = (piece: number) => {
    const from = performance.now();
    found.set(piece, own(pieces[piece] as Piece));
    slowest = Math.max(slowest, performance.now() - from);
  };
  try {
    for (let piece = state.take(); piece < pieces.length; piece = state.take()) {
      look(piece);
      collect(helpers, found);
      const took = performance.now() - began;
      const left = (took / found.size) * (pieces.length - state.taken);
      if (helpers.length === 0 && took >= afterMs && left >= afterMs) {
        helpers.push(...startHelpers(scan, Math.min(threads, pieces.length - state.taken), state));
      }
    }
    const until = performance.now() + Math.max(patience.leastMs, slowest * patience.pieces);
    while (found.size < pieces.length && helpers.length > 0 && performance.now() < until) {
      const { handed } = state;
      if (collect(helpers, found) === 0) state.wait(handed, betweenLooks);
      context.checkCancelled();
    }
    for (let piece = 0; piece < pieces.length; piece++) if (!found.has(piece)) look(piece);
    return pieces.map((_, piece) => found.get(piece) as Float64Array);
  } finally {
    state.stop();
    for (const port of helpers) port.close();
  }
}

function startHelpers(scan: SharedScan, threads: number, state: ScanState): MessagePort[] {
  const among = scan.among && inSharedMemory(scan.among);
  return Array.from({ length: threads }, () => {
    const { port1, port2 } = new MessageChannel();
    const worker = beginThread('scan', {
      workerData: { ...scan, among, state: state.memory, port: port2 } satisfies ScanThreadInput,
      transferList: [port2],
    });
    worker.unref();
    // Its pieces are looked through here then.
    worker.on('error', () => {});
    return port1;
  });
}

function inSharedMemory(ids: Float64Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(ids.byteLength));
  shared.set(ids);
  return shared;
}

/** Takes what others have posted, and lets go of those that do nothing more. How many messages there were. */
function collect(helpers: MessagePort[], found: Map<number, Float64Array>): number {
  let messages = 0;
  for (const port of [...helpers]) {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
      messages++;
      const message = next.message as ScanThreadMessage;
      if (message !== null) {
        found.set(message.piece, message.ids);
        continue;
      }
      port.close();
      helpers.splice(helpers.indexOf(port), 1);
      break;
    }
  }
  return messages;
}
