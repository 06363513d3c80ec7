import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { AppError, cancelled, type ErrorText } from '../../../shared/errors.ts';
import type { Unpacked } from '../../packed/unpack.ts';
import { type StopFlag, Window } from '../../threads/signal.ts';

/** Blocks of a stream that one thread unpacks for another, which takes them without an event loop. */
export type Fed =
  | { readonly type: 'block'; readonly block: Uint8Array }
  | { readonly type: 'end'; readonly unpacked: Unpacked }
  | { readonly type: 'error'; readonly error: ErrorText };

/** What both threads hold of it. */
export interface FeedMemory {
  /** Counts what was sent. */
  readonly sent: SharedArrayBuffer;
  readonly window: SharedArrayBuffer;
  /** 1 once the last message was sent. */
  readonly ended: SharedArrayBuffer;
}

/** Blocks that may wait to be taken. */
const windowLimit = 8;

/** How long the taker sleeps at most, in milliseconds, before it looks whether it is to stop. */
const lookEveryMs = 50;

export function feedMemory(): FeedMemory {
  return {
    sent: new SharedArrayBuffer(4),
    window: new SharedArrayBuffer(4),
    ended: new SharedArrayBuffer(4),
  };
}

/** Whether the side that sends has sent all that it had, so that it may go. */
export function feedEnded({ ended }: FeedMemory): boolean {
  return Atomics.load(new Int32Array(ended), 0) === 1;
}

/** The side that sends. */
export class Feeder {
  private readonly port: MessagePort;
  private readonly sent: Int32Array;
  private readonly window: Window;
  private readonly ended: Int32Array;
  private readonly stop: StopFlag;

  constructor(port: MessagePort, { sent, window, ended }: FeedMemory, stop: StopFlag) {
    this.port = port;
    this.sent = new Int32Array(sent);
    this.window = new Window(windowLimit, window);
    this.ended = new Int32Array(ended);
    this.stop = stop;
  }

  /** Waits while the other side is far behind. A block is moved, not copied: it has a buffer of its own. */
  send(message: Fed): void {
    this.window.enter(() => this.stop.isSet);
    this.port.postMessage(message, message.type === 'block' ? [message.block.buffer as ArrayBuffer] : []);
    if (message.type !== 'block') Atomics.store(this.ended, 0, 1);
    Atomics.add(this.sent, 0, 1);
    Atomics.notify(this.sent, 0);
  }
}

/**
 * The side that takes, block by block.
 *
 * @throws AppError whatever the other side met; CANCELLED once `stop` is set
 */
export function* fed(
  port: MessagePort,
  { sent, window }: FeedMemory,
  stop: StopFlag,
): Generator<Buffer, Unpacked> {
  const count = new Int32Array(sent);
  const gate = new Window(windowLimit, window);
  for (let taken = 0; ; ) {
    if (stop.isSet) throw cancelled('nothing was kept of it');
    const received: { message: Fed } | undefined = receiveMessageOnPort(port);
    if (received === undefined) {
      Atomics.wait(count, 0, taken, lookEveryMs);
      continue;
    }
    taken++;
    gate.leave();
    const { message } = received;
    if (message.type === 'error') throw new AppError(message.error);
    if (message.type === 'end') return message.unpacked;
    yield Buffer.from(message.block.buffer, message.block.byteOffset, message.block.byteLength);
  }
}
