import { AppError } from '../errors.ts';
import type { ServerMessage } from './protocol.ts';

/** How many answers the other side may be ahead of the reader's loop. */
export const streamWindow = 4;

/** Receives the messages about one request. Either kind of ending is final. */
export interface Receiver {
  receive(message: ServerMessage): void;
  fail(error: AppError): void;
}

/** What a stream tells the other side about itself. */
export interface StreamSender {
  pull(count: number): void;
  cancel(): void;
}

/** The receiving end of a stream: holds at most the window of answers, in order, until the loop takes them. */
export class StreamReceiver implements Receiver {
  #answers: unknown[] = [];
  #state: 'open' | 'ended' | AppError = 'open';
  #wake: (() => void) | null = null;

  receive(message: ServerMessage): void {
    if (this.#state !== 'open') return;
    if (message.type === 'item' && this.#answers.length < streamWindow) this.#answers.push(message.value);
    else if (message.type === 'end') this.#state = 'ended';
    else this.fail(outOfTurn(message));
    this.#wake?.();
  }

  /** Answers that came before the failure are still read. */
  fail(error: AppError): void {
    if (this.#state === 'open') this.#state = error;
    this.#wake?.();
  }

  /** Fails at once: earlier answers are dropped too, lest they pass for all there were. */
  stop(error: AppError): void {
    this.#answers = [];
    this.#state = error;
    this.#wake?.();
  }

  /**
   * The answers, each pulled as the loop takes the one before. Leaving the loop early cancels.
   *
   * @throws AppError whatever the request failed with.
   */
  async *read(sender: StreamSender): AsyncGenerator<unknown, void, void> {
    try {
      sender.pull(streamWindow);
      for (;;) {
        while (this.#answers.length > 0) {
          yield this.#answers.shift();
          if (this.#state === 'open') sender.pull(1);
        }
        if (this.#state === 'ended') return;
        if (this.#state !== 'open') throw this.#state;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      if (this.#state === 'open') sender.cancel();
    }
  }
}

export function outOfTurn(message: ServerMessage): AppError {
  return new AppError({
    code: 'INTERNAL',
    message: `the engine answered out of turn: ${message.type}`,
    safe: 'what was saved before is safe',
    next: 'try again; if it recurs, report it with this text',
  });
}
