/**
 * A two-way channel of JSON-safe messages, in order, without loss until it closes. Whatever arrives is untrusted:
 * the protocol parses it before use.
 */
export interface Port {
  send(message: unknown): void;
  /** Messages that arrive before a listener is set are kept. One listener at a time. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, whichever side closed; at once if it is closed already. */
  onClose(listener: () => void): void;
  close(): void;
  /** Bytes or messages that `send` accepted but has not yet handed on; a sender of many waits while this is high. */
  readonly backlog: number;
}
