import { Mailbox } from './mailbox.ts';
import type { Port } from './port.ts';
import { decodeMessage, encodeMessage } from './wire.ts';

/** What a browser's WebSocket and the `ws` package's have in common. */
interface Socket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close' | 'error', listener: () => void): void;
}

/** `WebSocket.OPEN` in either implementation: RFC 6455's API gives the states fixed numbers. */
const open = 1;

/** A port over an open WebSocket, on either side of it. Binary frames are no messages of the protocol. */
export function webSocketPort(socket: Socket): Port {
  const mailbox = new Mailbox();
  socket.addEventListener('message', (event) => mailbox.deliver(decodeMessage(event.data)));
  socket.addEventListener('close', () => mailbox.close());
  // Always followed by `close`; without a listener, the server's implementation would throw it.
  socket.addEventListener('error', () => {});
  return {
    get backlog() {
      return socket.bufferedAmount;
    },
    send: (message) => {
      if (!mailbox.closed && socket.readyState === open) socket.send(encodeMessage(message));
    },
    onMessage: (listener) => mailbox.onMessage(listener),
    onClose: (listener) => mailbox.onClose(listener),
    close: () => {
      socket.close(1000);
      mailbox.close();
    },
  };
}
