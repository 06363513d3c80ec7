import type { MessagePort } from 'node:worker_threads';

/**
 * An end of a message channel for `messagePortPort`, heard by Node's own listeners: for the first event of the web's kind Node loads all
 * that it has for fetching, which takes longer than many a question.
 */
export class NodePort {
  private readonly port: MessagePort;

  constructor(port: MessagePort) {
    this.port = port;
  }

  on(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(type: 'close', listener: () => void): void;
  on(type: 'message' | 'close', listener: (event: { readonly data: unknown }) => void): void {
    this.port.on(type, (data: unknown) => listener({ data }));
  }

  start(): void {
    this.port.start();
  }

  postMessage(data: string): void {
    this.port.postMessage(data);
  }

  close(): void {
    this.port.close();
  }
}
