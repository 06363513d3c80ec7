import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { decodeMessage } from '../../shared/contract/wire.ts';

type Listener = (event: { readonly data: unknown }) => void;

/**
 * A thread's end of a message channel, for `messagePortPort`. While a question is being answered no event arrives; `look` takes what was
 * posted meanwhile: a cancel takes effect at once, everything else waits its turn, in its order.
 */
export class AttentivePort {
  private readonly port: MessagePort;
  private listener: Listener = () => {};
  private waiting: unknown[] = [];

  constructor(port: MessagePort) {
    this.port = port;
  }

  addEventListener(type: 'message', listener: Listener): void;
  addEventListener(type: 'close', listener: () => void): void;
  addEventListener(type: 'message' | 'close', listener: Listener): void {
    if (type === 'message') this.listener = listener;
    else this.port.on('close', listener);
  }

  start(): void {
    this.port.on('message', (data: unknown) => {
      if (this.waiting.length > 0) this.waiting.push(data);
      else this.listener({ data });
    });
    this.port.start();
  }

  postMessage(data: string): void {
    this.port.postMessage(data);
  }

  close(): void {
    this.port.close();
  }

  /** Takes what has arrived. Whoever calls it must bear that what is cancelled learns of it then. */
  look(): void {
    for (let next = receiveMessageOnPort(this.port); next; next = receiveMessageOnPort(this.port)) {
      const data: unknown = next.message;
      if (this.isOfSomethingBegun(data)) {
        this.listener({ data });
        continue;
      }
      if (this.waiting.length === 0) setImmediate(() => this.deliver());
      this.waiting.push(data);
    }
  }

  private deliver(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const data of waiting) this.listener({ data });
  }

  /** Whether it cancels what does not wait itself. */
  private isOfSomethingBegun(data: unknown): boolean {
    const { type, id } = kindOf(data);
    return type === 'cancel' && !this.waiting.some((other) => kindOf(other).id === id);
  }
}

function kindOf(data: unknown): { readonly type?: unknown; readonly id?: unknown } {
  const message = decodeMessage(data);
  return typeof message === 'object' && message !== null ? message : {};
}
