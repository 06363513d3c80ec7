/** The receiving half of every port: keeps what arrives before anyone listens, and says once that it has closed. */
export class Mailbox {
  #waiting: unknown[] = [];
  #onMessage: ((message: unknown) => void) | null = null;
  #onClose: (() => void)[] = [];
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  deliver(message: unknown): void {
    if (this.#closed) return;
    if (this.#onMessage) this.#onMessage(message);
    else this.#waiting.push(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) listener(message);
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#onClose.push(listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const listeners = this.#onClose;
    this.#onClose = [];
    for (const listener of listeners) listener();
  }
}
