import { Mailbox } from './mailbox.ts';
import type { Port } from './port.ts';
import { decodeMessage, encodeMessage } from './wire.ts';

/** How long two ends may talk in microtasks alone before timers and signals get their turn. */
const longestExchangeMs = 8;

/** Two ends in one process, for the command line and tests. Messages still cross as text, as on any other port. */
export function memoryPortPair(): readonly [Port, Port] {
  const left = new End();
  const right = new End();
  left.connect(right);
  right.connect(left);
  return [left, right];
}

class End implements Port {
  readonly #mailbox = new Mailbox();
  #peer: End | null = null;
  /** Sent by the peer and not yet delivered here; null marks that the peer closed after them. */
  #incoming: (string | null)[] = [];
  #incomingSize = 0;
  #scheduled = false;
  #lastTurn = 0;

  connect(peer: End): void {
    this.#peer = peer;
  }

  get backlog(): number {
    return this.#peer ? this.#peer.#incomingSize : 0;
  }

  send(message: unknown): void {
    if (this.#peer && !this.#mailbox.closed) this.#peer.#enqueue(encodeMessage(message));
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#mailbox.onMessage(listener);
  }

  onClose(listener: () => void): void {
    this.#mailbox.onClose(listener);
  }

  close(): void {
    if (this.#mailbox.closed) return;
    if (this.#peer) this.#peer.#enqueue(null);
    this.#mailbox.close();
  }

  #enqueue(text: string | null): void {
    this.#incoming.push(text);
    this.#incomingSize += text?.length ?? 0;
    if (this.#scheduled) return;
    this.#scheduled = true;
    if (Date.now() - this.#lastTurn < longestExchangeMs) queueMicrotask(() => this.#deliver());
    else setTimeout(() => this.#takeTurn());
  }

  #takeTurn(): void {
    this.#lastTurn = Date.now();
    this.#deliver();
  }

  #deliver(): void {
    this.#scheduled = false;
    const incoming = this.#incoming;
    this.#incoming = [];
    this.#incomingSize = 0;
    for (const text of incoming) {
      if (text === null) this.#mailbox.close();
      else this.#mailbox.deliver(decodeMessage(text));
    }
  }
}
